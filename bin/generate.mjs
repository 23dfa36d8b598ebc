import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { writeApiModules } from './lib/api-modules.mjs'
import { hashFiles, readIfThere } from './lib/hash.mjs'
import { nodePath, ROOT } from './lib/paths.mjs'

const HASH_FILE = join(ROOT, 'lib/db/generated/.schema-hash')

/** Writes whatever is written from the sources and not kept with them. Returns the folders and files that changed. */
export function generate() {
  return [
    ...(generateClient() ? ['lib/db/generated'] : []),
    ...(writeApiModules() ? ['the list of route files'] : []),
  ]
}

/**
 * Writes the Prisma client into lib/db/generated when the schema or Prisma changed. The CLI would fetch its schema
 * engine from a host of its own; with the variable set to any executable it generates without one.
 * Returns whether it did anything; throws with Prisma's own words when the schema is not valid.
 */
function generateClient() {
  const hash = hashFiles(ROOT, ['prisma/schema', 'node_modules/prisma/package.json'])
  if (readIfThere(HASH_FILE) === hash) return false
  const cli = join(ROOT, 'node_modules/prisma/build/index.js')
  const { status, stdout, stderr } = spawnSync(nodePath(), [cli, 'generate', '--no-hints'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    },
  })
  if (status !== 0) throw new Error(`prisma generate failed:\n${stdout}${stderr}`)
  writeFileSync(HASH_FILE, `${hash}\n`)
  return true
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const changed = generate()
  console.log(changed.length > 0 ? `Wrote ${changed.join(' and ')}.` : 'Everything is up to date.')
}
