import { describe, expect, it } from 'vitest'
import type { MessageView } from '#lib/domain/agents/schema.ts'
import { byDay, countNew, freshen, leftBehind, stack } from './feed.ts'

const row = (id: string, status: MessageView['status'] = 'processed') => ({ id, status }) as MessageView
const ids = (rows: readonly MessageView[]) => rows.map(({ id }) => id).join('')

describe('the list of messages while somebody reads', () => {
  const held = [row('c'), row('b', 'pending'), row('a')]

  it('keeps every row in its place and shows its state as it is now', () => {
    const next = freshen(held, [row('e'), row('d'), row('c'), row('b', 'processed')])
    expect(ids(next)).toBe('cba')
    expect(next[1]?.status).toBe('processed')
  })

  it('is the same list when nothing in it changed, so that nothing is drawn again', () => {
    expect(freshen(held, [row('e'), ...held.slice(0, 2)])).toBe(held)
  })

  it('counts what is new, and says when more came than one page holds', () => {
    expect(countNew(held, { items: [row('e'), row('d'), row('c')], next_cursor: 'x' })).toEqual({
      count: 2,
      isMore: false,
    })
    expect(countNew(held, { items: [row('z'), row('y')], next_cursor: 'x' })).toEqual({
      count: 2,
      isMore: true,
    })
    expect(countNew(held, { items: held, next_cursor: null })).toEqual({ count: 0, isMore: false })
    expect(countNew([], { items: [row('a')], next_cursor: null })).toEqual({ count: 1, isMore: false })
  })

  it('puts older pages below, each message once', () => {
    const rows = stack(held, [row('b'), row('9')], [row('9'), row('8')])
    expect(ids(rows)).toBe('cba98')
    // As it stands in the list that live events keep fresh.
    expect(rows[1]?.status).toBe('pending')
  })

  it('asks by id only for rows that can still change and that the newest page does not hold', () => {
    const rows = [
      row('f', 'pending'),
      row('e'),
      row('d', 'delivered'),
      row('c', 'failed'),
      row('b', 'pending'),
    ]
    expect(leftBehind(rows, [row('f')], 20)).toEqual(['d', 'c', 'b'])
    expect(leftBehind(rows, [row('f')], 2)).toEqual(['d', 'c'])
  })

  it('names each day once, in the order of the rows', () => {
    const day = ({ id }: MessageView) => (id < 'c' ? 'Monday' : 'Tuesday')
    const days = byDay([row('d'), row('c'), row('b'), row('a')], day)
    expect(days.map((each) => `${each.day} ${ids(each.messages)}`)).toEqual(['Tuesday dc', 'Monday ba'])
  })
})
