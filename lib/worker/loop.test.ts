import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { logger } from '#lib/logger.ts'
import { startLoop } from './loop.ts'

logger.level = 'silent'
beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const EVERY = 1_000

describe('startLoop', () => {
  it('runs at once and then after each pause', async () => {
    const run = vi.fn(async () => undefined)
    const loop = startLoop('test', EVERY, run)
    await vi.advanceTimersByTimeAsync(0)
    expect(run).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(3 * EVERY)
    expect(run).toHaveBeenCalledTimes(4)
    await loop.stop()
  })

  it('counts the pause from the end of a run, so that two never overlap', async () => {
    let under = 0
    let most = 0
    const loop = startLoop('test', EVERY, async () => {
      under += 1
      most = Math.max(most, under)
      await new Promise((resolve) => setTimeout(resolve, 5 * EVERY))
      under -= 1
    })
    void loop.runNow()
    void loop.runNow()
    await vi.advanceTimersByTimeAsync(40 * EVERY)
    expect(most).toBe(1)
    const stopped = loop.stop()
    await vi.advanceTimersByTimeAsync(10 * EVERY)
    await stopped
  })

  it('goes on after a run that failed', async () => {
    const run = vi.fn(async () => {
      throw new Error('no')
    })
    const loop = startLoop('test', EVERY, run)
    await vi.advanceTimersByTimeAsync(2 * EVERY)
    expect(run).toHaveBeenCalledTimes(3)
    await loop.stop()
  })

  it('runs once more when asked to during a run, however often it is asked', async () => {
    const run = vi.fn(() => new Promise<void>((resolve) => setTimeout(resolve, 10)))
    const loop = startLoop('test', EVERY, run)
    const asked = Promise.all([loop.runNow(), loop.runNow(), loop.runNow()])
    await vi.advanceTimersByTimeAsync(20)
    await asked
    expect(run).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(EVERY + 10)
    expect(run).toHaveBeenCalledTimes(3)
    await loop.stop()
  })

  it('waits for the run under way when it is stopped, and runs no more', async () => {
    let isDone = false
    const run = vi.fn(async () => {
      await new Promise((resolve) => setTimeout(resolve, 50))
      isDone = true
    })
    const loop = startLoop('test', EVERY, run)
    const stopped = loop.stop().then(() => expect(isDone).toBe(true))
    await vi.advanceTimersByTimeAsync(50)
    await stopped
    await loop.runNow()
    await vi.advanceTimersByTimeAsync(5 * EVERY)
    expect(run).toHaveBeenCalledTimes(1)
  })
})
