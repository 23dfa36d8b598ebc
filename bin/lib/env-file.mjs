import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from './errors.mjs'

const ASSIGNMENT = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/

/** A value as it is written: `"..."` with \n, `'...'` as it is, or bare up to ` #`. */
function unquote(value) {
  const double = /^"((?:[^"\\]|\\.)*)"\s*(?:#.*)?$/.exec(value)
  if (double) return double[1].replace(/\\(.)/g, (_, character) => (character === 'n' ? '\n' : character))
  const single = /^'([^']*)'\s*(?:#.*)?$/.exec(value)
  if (single) return single[1]
  return value.replace(/\s+#.*$/, '').trim()
}

/** Parses `.env` text into an object. `$` means nothing special. Throws for a line that is not `NAME=value`. */
export function parseEnv(text) {
  const values = {}
  text.split(/\r?\n/).forEach((line, index) => {
    const trimmed = line.trim()
    if (trimmed === '' || trimmed.startsWith('#')) return
    const match = ASSIGNMENT.exec(trimmed)
    if (!match) throw new StartError(`Line ${index + 1} of .env is not of the form NAME=value.`)
    values[match[1]] = unquote(match[2])
  })
  return values
}

/** The environment of the product: `.env` of the checkout, overruled by the real environment. */
export function loadEnvironment(root, real = process.env) {
  const path = join(root, '.env')
  const file = existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {}
  return { ...file, ...real }
}
