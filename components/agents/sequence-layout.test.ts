import { describe, expect, it } from 'vitest'
import { lanesOf, layOut, PAUSE_HEIGHT, ROW_HEIGHT, type Step } from './sequence-layout.ts'

const START = Date.parse('2026-12-01T15:00:00Z')
const step = (id: string, from: string, to: string | null, seconds = 0): Step => ({
  id,
  from,
  to,
  at: new Date(START + seconds * 1_000).toISOString(),
})

describe('the drawing of a flow', () => {
  it('puts the usual agents in the order in which a booking passes them, the others as they come', () => {
    const steps = [
      step('1', 'recall-bot', 'scheduling-agent'),
      step('2', 'scheduling-agent', 'provider-agent'),
      step('3', 'scheduling-agent', 'northside'),
      step('4', 'scheduling-agent', 'user-agent'),
    ]
    expect(lanesOf(steps)).toEqual([
      'user-agent',
      'scheduling-agent',
      'provider-agent',
      'recall-bot',
      'northside',
    ])
  })

  it('draws each message from its sender to its receiver, row under row', () => {
    const { arrows, lanes, height } = layOut([
      step('1', 'user-agent', 'scheduling-agent'),
      step('2', 'scheduling-agent', 'user-agent', 1),
    ])
    expect(lanes).toEqual([
      { name: 'user-agent', x: 25 },
      { name: 'scheduling-agent', x: 75 },
    ])
    expect(arrows).toEqual([
      { id: '1', top: 0, kind: 'arrow', from: 25, to: 75 },
      { id: '2', top: ROW_HEIGHT, kind: 'arrow', from: 75, to: 25 },
    ])
    expect(height).toBe(2 * ROW_HEIGHT)
  })

  it('leaves room where somebody thought for long, and none where agents only worked', () => {
    const { arrows, pauses, height } = layOut([
      step('1', 'a', 'b'),
      step('2', 'b', 'a', 59),
      step('3', 'a', 'b', 59 + 7_200),
    ])
    expect(pauses).toEqual([{ top: 2 * ROW_HEIGHT, ms: 7_200_000 }])
    expect(arrows[2]?.top).toBe(2 * ROW_HEIGHT + PAUSE_HEIGHT)
    expect(height).toBe(3 * ROW_HEIGHT + PAUSE_HEIGHT)
  })

  it('stays inside when nobody is found yet, or an agent writes to itself', () => {
    const { arrows } = layOut([
      step('1', 'a', 'b'),
      step('2', 'b', null),
      step('3', 'a', 'a'),
      step('4', 'b', 'b'),
    ])
    expect(arrows.map(({ kind }) => kind)).toEqual(['arrow', 'nobody', 'self', 'self'])
    for (const { to } of arrows) {
      expect(to).toBeGreaterThan(0)
      expect(to).toBeLessThan(100)
    }
    expect(layOut([step('1', 'a', null)]).arrows[0]).toMatchObject({ from: 50, to: expect.any(Number) })
  })

  it('grows wider with the number of agents, and is empty without messages', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    const many = layOut(names.map((name, index) => step(name, name, names[(index + 1) % 8] ?? null)))
    expect(many.minWidth).toBeGreaterThan(800)
    expect(new Set(many.lanes.map(({ x }) => x)).size).toBe(8)
    expect(layOut([])).toEqual({ lanes: [], arrows: [], pauses: [], height: 0, minWidth: 0 })
  })
})
