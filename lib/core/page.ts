import { invalidInput } from '#lib/domain/errors.ts'
import { DEFAULT_PAGE_SIZE } from '#lib/domain/wire.ts'

/** Where the next keyset page goes on: the sort value and the id of the last row of this one. */
export interface Cursor {
  at: string
  id: string
}

/** Packs a cursor for the wire; callers hand it back untouched. */
export const packCursor = (cursor: Cursor): string =>
  Buffer.from(JSON.stringify([cursor.at, cursor.id])).toString('base64url')

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const notOurs = () =>
  invalidInput('This cursor is not one that a list gave out. Start without a cursor.', 'cursor')

/** Unpacks a caller's cursor. Throws `invalid_input` for one that was not made here. */
export function unpackCursor(packed: string | undefined): Cursor | null {
  if (!packed) return null
  try {
    const [at, id] = JSON.parse(Buffer.from(packed, 'base64url').toString('utf8')) as unknown[]
    // The database refuses NUL in text and anything but a uuid as an id.
    if (typeof at === 'string' && !at.includes('\0') && typeof id === 'string' && UUID.test(id)) {
      return { at, id }
    }
  } catch {
    // Falls through to the one message that both kinds of damage get.
  }
  throw notOurs()
}

/** The time that a cursor of a list by time stands at. Throws `invalid_input` for the cursor of another list. */
export function cursorTime(cursor: Cursor): Date {
  const at = new Date(cursor.at)
  if (Number.isNaN(at.getTime())) throw notOurs()
  return at
}

export const pageSize = (limit: number | undefined): number => limit ?? DEFAULT_PAGE_SIZE

/** Cuts the one row too many that tells whether there is a next page. */
export function cutPage<Row>(rows: Row[], size: number, cursorOf: (row: Row) => Cursor) {
  const items = rows.slice(0, size)
  const last = items.at(-1)
  return { items, next_cursor: rows.length > size && last !== undefined ? packCursor(cursorOf(last)) : null }
}
