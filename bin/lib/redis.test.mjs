import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { requireRedis } from './redis.mjs'

let folder = null
afterEach(() => {
  if (folder) rmSync(folder, { recursive: true, force: true })
})

describe('looking for a Redis server', () => {
  it('takes the one on PATH before the one of the system', () => {
    folder = mkdtempSync(join(tmpdir(), 'switchboard-path-'))
    writeFileSync(join(folder, 'redis-server'), '')
    chmodSync(join(folder, 'redis-server'), 0o755)
    expect(requireRedis({ PATH: `/nowhere:${folder}` })).toBe(join(folder, 'redis-server'))
  })
})
