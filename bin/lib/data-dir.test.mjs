import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noteInLock, readLock, releaseLock, takeLock } from './lock.mjs'
import { isSameProcess, noteOf } from './process.mjs'
import { ensureSecrets, keepDemoPassword } from './secrets.mjs'

let dataDir

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'switchboard-data-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

describe('the lock', () => {
  it('is had by one launcher at a time, and tells the second where the first is', () => {
    expect(takeLock(dataDir)).toBeNull()
    noteInLock(dataDir, { address: 'http://localhost:10003' })
    expect(() => takeLock(dataDir)).toThrow(
      `Switchboard is already running on this data at http://localhost:10003 (process ${process.pid}).`,
    )
    releaseLock(dataDir)
    expect(takeLock(dataDir)).toBeNull()
  })

  it('passes from a dead launcher to the next, with what it left running', async () => {
    const child = spawn(process.execPath, ['-e', ''])
    const launcher = noteOf(child.pid)
    await once(child, 'exit')
    const web = noteOf(process.pid)
    writeFileSync(join(dataDir, 'launcher.json'), JSON.stringify({ launcher, web, address: 'http://old' }))
    expect(takeLock(dataDir)).toMatchObject({ web })
    expect(readLock(dataDir)).toEqual({ launcher: noteOf(process.pid), web })
    expect(readdirSync(dataDir)).toEqual(['launcher.json'])
  })

  it('is not held by another process that got the id of a dead launcher', () => {
    expect(isSameProcess({ pid: process.pid, mark: 'another boot 1' })).toBe(false)
    expect(isSameProcess(noteOf(process.pid))).toBe(true)
  })

  it('is free again after a crash in the middle of writing it', () => {
    writeFileSync(join(dataDir, 'launcher.json'), '{"laun')
    expect(takeLock(dataDir)).toEqual({})
  })
})

describe('the secrets', () => {
  it('are made once, are all different, and can be read by nobody else', () => {
    const secrets = ensureSecrets(dataDir, { hasData: false })
    expect(new Set(Object.values(secrets)).size).toBe(5)
    expect(Buffer.from(secrets.dataEncryptionKey, 'base64')).toHaveLength(32)
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600)
    expect(ensureSecrets(dataDir, { hasData: true })).toEqual(secrets)
  })

  it('get no new encryption key beside data that the lost one wrote', () => {
    expect(() => ensureSecrets(dataDir, { hasData: true })).toThrow(/secrets.json is missing, and the data/)
    expect(readdirSync(dataDir)).toEqual([])
  })

  it('that cannot be read are left as they are', () => {
    writeFileSync(join(dataDir, 'secrets.json'), '{broken')
    expect(() => ensureSecrets(dataDir, { hasData: false })).toThrow(/Put back a copy of it/)
    expect(readFileSync(join(dataDir, 'secrets.json'), 'utf8')).toBe('{broken')
  })

  it('keep the password that the demo was seeded with', () => {
    const { dataEncryptionKey } = ensureSecrets(dataDir, { hasData: false })
    keepDemoPassword(dataDir, 'chosen by hand')
    expect(ensureSecrets(dataDir, { hasData: true })).toMatchObject({
      dataEncryptionKey,
      demoPassword: 'chosen by hand',
    })
  })
})
