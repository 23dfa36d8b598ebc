import { describe, expect, it } from 'vitest'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import { newId } from '#lib/new-id.ts'
import { cursorTime, cutPage, packCursor, unpackCursor } from './page.ts'

const pack = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('cursors', () => {
  it('come back as they were given out', () => {
    const cursor = { at: 'Ólafsdóttir', id: newId() }
    expect(unpackCursor(packCursor(cursor))).toEqual(cursor)
    expect(unpackCursor(undefined)).toBeNull()
  })

  it.each([
    ['no base64 of JSON', 'garbage'],
    ['another shape', pack({ at: 'a', id: newId() })],
    ['too few parts', pack(['a'])],
    ['numbers', pack([1, 2])],
    ['an id that is none', pack(['a', 'x'])],
    ['a NUL, which the database refuses', pack(['a\0b', newId()])],
    ['null', pack(null)],
  ])('that hold %s are refused on the field cursor', (_what, packed) => {
    const refuse = () => unpackCursor(packed)
    expect(refuse).toThrow('This cursor is not one that a list gave out')
    try {
      refuse()
    } catch (error) {
      expect(isSwitchboardError(error, 'invalid_input') && error.field).toBe('cursor')
    }
  })

  it('of a list by name are refused by a list by time', () => {
    const at = '2026-11-23T15:00:00.000Z'
    expect(cursorTime({ at, id: newId() })).toEqual(new Date(at))
    expect(() => cursorTime({ at: 'Smith', id: newId() })).toThrow('This cursor')
  })

  it('of the longest name that a patient may have fit the query', () => {
    expect(packCursor({ at: '𠮷'.repeat(30), id: newId() }).length).toBeLessThanOrEqual(500)
    expect(packCursor({ at: '語'.repeat(60), id: newId() }).length).toBeLessThanOrEqual(500)
  })
})

describe('cutPage', () => {
  const rows = ['a', 'b', 'c'].map((at) => ({ at, id: newId() }))
  const same = (row: { at: string; id: string }) => row

  it('gives a cursor of the last row shown only when there is one row more', () => {
    const page = cutPage(rows, 2, same)
    expect(page.items).toEqual(rows.slice(0, 2))
    expect(unpackCursor(page.next_cursor ?? undefined)).toEqual(rows[1])
  })

  it('gives none on the last page, also when that is full', () => {
    expect(cutPage(rows, 3, same).next_cursor).toBeNull()
    expect(cutPage([], 3, same)).toEqual({ items: [], next_cursor: null })
  })
})
