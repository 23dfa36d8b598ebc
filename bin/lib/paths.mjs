import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout: everything the launcher reads stands below it, wherever it was started from. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** The pinned runtime. The launcher itself may run on an older Node until this one is installed. */
export function nodePath() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const pinned = join(ROOT, 'node_modules/node/bin', name)
  return existsSync(pinned) ? pinned : process.execPath
}
