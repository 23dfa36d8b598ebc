import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Every file under `path` (or `path` itself), sorted, so that the order never depends on the file system. */
function filesUnder(path, ignore) {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .filter((entry) => !ignore(join(path, entry.name)))
    .flatMap((entry) => filesUnder(join(path, entry.name), ignore))
}

/** SHA-256 over names and contents of files and folders, relative to `root`; missing ones count as absent. */
export function hashFiles(root, paths, ignore = () => false) {
  const hash = createHash('sha256')
  for (const path of paths) {
    for (const file of filesUnder(join(root, path), ignore)) {
      hash.update(`${relative(root, file)}\0`)
      hash.update(readFileSync(file))
      hash.update('\0')
    }
  }
  return hash.digest('hex')
}

/** The text of a file, or null when there is none. */
export function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : null
}
