import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { StartError } from './errors.mjs'

/** Without letters that look alike: the demo password is read from a terminal and typed. */
const READABLE = 'abcdefghijkmnpqrstuvwxyz23456789'

function readablePassword() {
  const characters = [...randomBytes(16)].map((byte) => READABLE[byte % READABLE.length]).join('')
  return characters.replace(/(.{4})(?=.)/g, '$1-')
}

const secretsPath = (dataDir) => join(dataDir, 'secrets.json')

const MAKERS = {
  nextAuthSecret: () => randomBytes(48).toString('base64url'),
  dataEncryptionKey: () => randomBytes(32).toString('base64'),
  ownerPassword: () => randomBytes(24).toString('base64url'),
  applicationPassword: () => randomBytes(24).toString('base64url'),
  demoPassword: readablePassword,
}

/** Writes a file whole or not at all, readable by this user alone. */
export function writePrivate(path, text) {
  const unfinished = `${path}.${process.pid}.tmp`
  try {
    const file = openSync(unfinished, 'w', 0o600)
    try {
      writeSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(unfinished, path)
  } finally {
    rmSync(unfinished, { force: true })
  }
}

function readSecrets(path) {
  if (!existsSync(path)) return {}
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new StartError(
      `${path} cannot be read. Put back a copy of it: the data was encrypted with the key in it.`,
    )
  }
}

/**
 * The secrets of this installation; those that are missing are made and kept, mode 0600. An encryption key is never
 * made next to data that exists: it could not read it.
 */
export function ensureSecrets(dataDir, { hasData }) {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const path = secretsPath(dataDir)
  const known = readSecrets(path)
  const missing = Object.keys(MAKERS).filter((name) => !known[name])
  if (missing.length === 0) {
    chmodSync(path, 0o600)
    return known
  }
  if (hasData && missing.includes('dataEncryptionKey')) {
    throw new StartError(
      `${path} is missing, and the data in ${dataDir} was encrypted with the key in it. Put back a copy of it, or set DATA_DIR to an empty folder.`,
    )
  }
  const secrets = { ...known, ...Object.fromEntries(missing.map((name) => [name, MAKERS[name]()])) }
  writePrivate(path, `${JSON.stringify(secrets, null, 2)}\n`)
  return secrets
}

/** Keeps the password that the demo logins were made with, so that each start can print it. */
export function keepDemoPassword(dataDir, demoPassword) {
  const path = secretsPath(dataDir)
  writePrivate(path, `${JSON.stringify({ ...readSecrets(path), demoPassword }, null, 2)}\n`)
}
