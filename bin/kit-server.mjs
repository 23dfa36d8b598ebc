import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './lib/paths.mjs'

/**
 * The product as the conformance kits meet it: the build that plays their scenarios, or with KIT_ON_PRODUCT_BUILD=true the
 * one that everybody gets, with the demo clinic, on the mock gateway. `bin/conformance.mjs` sets DATA_DIR, PORT, PUBLIC_BASE_URL and AGENT_API_KEY. Everything else that a developer's
 * `.env` may hold is switched off, so that no text can be sent.
 */
const OWN = ['DATA_DIR', 'PORT', 'PUBLIC_BASE_URL', 'AGENT_API_KEY', 'ALLOWED_AGENT_HOSTS']
const example = readFileSync(join(ROOT, '.env.example'), 'utf8')
for (const [, name] of example.matchAll(/^([A-Z][A-Z0-9_]*)=/gm)) {
  if (!OWN.includes(name)) process.env[name] = ''
}
Object.assign(process.env, {
  HOST: '127.0.0.1',
  SMS_PROVIDER: 'mock',
  SEED_DEMO: 'true',
  LOG_LEVEL: 'warn',
  API_RATE_PER_MINUTE: '0',
})
globalThis.switchboardForKits = process.env.KIT_ON_PRODUCT_BUILD !== 'true'
await import('./start.mjs')
