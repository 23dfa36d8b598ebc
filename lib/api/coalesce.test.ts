import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { coalesce } from './coalesce.ts'

const EVERY_MS = 100

describe('things that are asked for in bursts', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const setting = () => {
    const done: string[] = []
    return { done, bursts: coalesce<string[]>(EVERY_MS, (key) => done.push(key.join())) }
  }

  it('are done at once, and once more after the burst', () => {
    const { done, bursts } = setting()
    for (let i = 0; i < 50; i += 1) bursts.ask(['a'])
    expect(done).toEqual(['a'])
    vi.advanceTimersByTime(EVERY_MS)
    expect(done).toEqual(['a', 'a'])
    vi.advanceTimersByTime(10 * EVERY_MS)
    expect(done).toEqual(['a', 'a'])
  })

  it('are done at a steady pace while the burst lasts, and at once after a rest', () => {
    const { done, bursts } = setting()
    for (let i = 0; i < 10; i += 1) {
      bursts.ask(['a'])
      vi.advanceTimersByTime(EVERY_MS / 2)
    }
    expect(done.length).toBe(6)
    vi.advanceTimersByTime(10 * EVERY_MS)
    const before = done.length
    bursts.ask(['a'])
    expect(done.length).toBe(before + 1)
  })

  it('do not wait for each other when they are different', () => {
    const { done, bursts } = setting()
    bursts.ask(['a'])
    bursts.ask(['b', 'c'])
    expect(done).toEqual(['a', 'b,c'])
  })

  it('are dropped when nobody is there any more', () => {
    const { done, bursts } = setting()
    bursts.ask(['a'])
    bursts.ask(['a'])
    bursts.stop()
    vi.advanceTimersByTime(10 * EVERY_MS)
    expect(done).toEqual(['a'])
  })
})
