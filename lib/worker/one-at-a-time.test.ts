import { describe, expect, it } from 'vitest'
import { oneAtATime } from './one-at-a-time.ts'

function gated() {
  const log: string[] = []
  const gates: (() => void)[] = []
  const handle = oneAtATime(async (key) => {
    log.push(key)
    await new Promise<void>((resolve) => gates.push(resolve))
    if (key === 'broken') throw new Error('no')
  })
  return { log, handle, release: () => gates.shift()?.() }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('one at a time', () => {
  it('handles a key once more, and once only, when it was asked for while in hand', async () => {
    const { log, handle, release } = gated()
    const first = handle('a')
    await Promise.all([handle('a'), handle('a')])
    expect(log).toEqual(['a'])
    release()
    await turn()
    expect(log).toEqual(['a', 'a'])
    release()
    await first
    expect(log).toEqual(['a', 'a'])
  })

  it('handles different keys side by side', () => {
    const { log, handle } = gated()
    void handle('a')
    void handle('b')
    expect(log).toEqual(['a', 'b'])
  })

  it('takes a key again after it failed', async () => {
    const { log, handle, release } = gated()
    const first = handle('broken')
    release()
    await expect(first).rejects.toThrow('no')
    void handle('broken')
    expect(log).toEqual(['broken', 'broken'])
  })
})
