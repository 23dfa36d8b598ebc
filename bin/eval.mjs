import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate } from './generate.mjs'
import { loadEnvironment } from './lib/env-file.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { nodePath, ROOT } from './lib/paths.mjs'

/**
 * `npm run eval`: the labelled texts need neither a database nor a key, and a fresh clone is set up first. With --with-marked, or where a reply model is
 * configured, it runs beside the product, with its environment and database.
 */
const args = process.argv.slice(2).filter((arg) => arg !== '--rules-only' && arg !== '--learn')
const isModelConfigured = Boolean(loadEnvironment(ROOT).BEDROCK_MODEL_ID?.trim())
const usesModel = isModelConfigured && !process.argv.includes('--rules-only')
const needsProduct = usesModel || args.includes('--with-marked')
const script = ['lib/cli/eval.ts', ...args, ...(usesModel ? ['--with-model'] : [])]
const command = needsProduct ? [join(ROOT, 'bin/run-script.mjs'), ...script] : script
await ensureInstalled(join(tmpdir(), `switchboard-install-${process.pid}.log`))
generate()
if (process.argv.includes('--learn')) {
  const { status } = spawnSync(nodePath(), ['lib/cli/learn.ts'], { cwd: ROOT, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
const { status } = spawnSync(nodePath(), command, { cwd: ROOT, stdio: 'inherit' })
process.exitCode = status ?? 1
