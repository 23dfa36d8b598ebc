import type { Page } from '#lib/api/fetch.ts'
import type { MessageView } from '#lib/domain/agents/schema.ts'

type NewestPage = Page<MessageView>

/** Rows of several lists under each other, each message once, where it stands first. */
export function stack(...lists: readonly (readonly MessageView[])[]): MessageView[] {
  const rows = new Map<string, MessageView>()
  for (const message of lists.flat()) if (!rows.has(message.id)) rows.set(message.id, message)
  return [...rows.values()]
}

/** The same rows in the same order, each as it is now where `fresh` knows it. The list itself when nothing changed. */
export function freshen(rows: readonly MessageView[], fresh: readonly MessageView[]): readonly MessageView[] {
  const byId = new Map(fresh.map((message) => [message.id, message]))
  const next = rows.map((message) => byId.get(message.id) ?? message)
  return next.some((message, index) => message !== rows[index]) ? next : rows
}

/** How many messages came after the first of `rows`; `isMore` when so many came that the newest page no longer meets it. */
export function countNew(
  rows: readonly MessageView[],
  newest: NewestPage,
): { count: number; isMore: boolean } {
  const known = new Set(rows.map(({ id }) => id))
  const at = newest.items.findIndex(({ id }) => known.has(id))
  if (at >= 0) return { count: at, isMore: false }
  return { count: newest.items.length, isMore: newest.next_cursor !== null }
}

const SETTLED: readonly MessageView['status'][] = ['processed', 'expired']

/** Rows whose state can still change and that `newest` does not hold, so that somebody must ask for them by id. */
export function leftBehind(
  rows: readonly MessageView[],
  newest: readonly MessageView[],
  limit: number,
): string[] {
  const held = new Set(newest.map(({ id }) => id))
  const open = rows.filter(({ id, status }) => !held.has(id) && !SETTLED.includes(status))
  return open.slice(0, limit).map(({ id }) => id)
}

interface Day {
  day: string
  first: MessageView
  messages: MessageView[]
}

/** The rows of each day under each other; a list by time has each day once. */
export function byDay(rows: readonly MessageView[], dayOf: (message: MessageView) => string): Day[] {
  const days = new Map<string, Day>()
  for (const message of rows) {
    const day = dayOf(message)
    const known = days.get(day)
    if (known === undefined) days.set(day, { day, first: message, messages: [message] })
    else known.messages.push(message)
  }
  return [...days.values()]
}
