import { describe, expect, it } from 'vitest'
import { createSlots } from './slots.ts'

describe('slots', () => {
  it('let so many in, and then whoever is most urgent, by age', async () => {
    const slots = createSlots(1)
    const log: string[] = []
    const enter = async (name: string, priority: number) => {
      if (await slots.take(priority)) log.push(name)
    }
    await enter('first', 10)
    const waiting = [enter('late', 10), enter('usual', 5), enter('usual too', 5), enter('urgent', 1)]
    for (let n = 0; n < 4; n += 1) slots.free()
    await Promise.all(waiting)
    expect(log).toEqual(['first', 'urgent', 'usual', 'usual too', 'late'])
  })

  it('turn away whoever waits, and whoever comes later, once they are closed', async () => {
    const slots = createSlots(1)
    expect(await slots.take(5)).toBe(true)
    const waiting = slots.take(5)
    slots.close()
    slots.free()
    expect(await waiting).toBe(false)
    expect(await slots.take(1)).toBe(false)
  })
})
