'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import {
  type MessageFilters,
  messageRowsQuery,
  newestMessagesQuery,
  olderMessagesQuery,
} from '#lib/api/agents.ts'
import type { MessageView } from '#lib/domain/agents/schema.ts'
import { countNew, freshen, leftBehind, stack } from './feed.ts'

/** So many rows are asked for one by one while somebody reads. */
const MAX_STRAYS = 20

interface Held {
  /** The filters that it was listed by: other ones are another list. */
  key: string
  rows: readonly MessageView[]
  /** Where the pages below go on; null when there are none. */
  cursor: string | null
  /** Whether pages below were asked for. */
  isDeep: boolean
}

/**
 * The list of messages, newest first. It follows what happens until it is held, which is when somebody reads: rows then
 * keep their places, change their states where they stand, and what is new is only counted.
 */
export function useMessageFeed(filters: MessageFilters) {
  const key = JSON.stringify(filters)
  const newest = useQuery(newestMessagesQuery(filters))
  const [last, setHeld] = useState<Held | null>(null)
  const held = last?.key === key ? last : null
  const page = newest.data
  const isDeep = held?.isDeep === true
  const older = useInfiniteQuery({
    ...olderMessagesQuery(filters, held?.cursor ?? null),
    enabled: isDeep && held.cursor !== null,
  })
  const strayIds = held === null || page === undefined ? [] : leftBehind(held.rows, page.items, MAX_STRAYS)
  const strays = useQuery(messageRowsQuery(strayIds))
  useFreshening(setHeld, page?.items)
  useFreshening(setHeld, strays.data)

  const hold = (wantsMore = false) => {
    if (held !== null) setHeld({ ...held, isDeep: isDeep || wantsMore })
    else if (page !== undefined)
      setHeld({ key, rows: page.items, cursor: page.next_cursor, isDeep: wantsMore })
  }
  const below = isDeep ? (older.data?.pages.flatMap(({ items }) => items) ?? []) : []
  return {
    newest,
    rows: held === null ? (page?.items ?? []) : stack(held.rows, below),
    isHeld: held !== null,
    fresh: held === null || page === undefined ? { count: 0, isMore: false } : countNew(held.rows, page),
    hold: () => {
      if (held === null) hold()
    },
    /** Goes back to the newest ones and follows them again. */
    follow: () => setHeld(null),
    older: {
      has: isDeep
        ? older.hasNextPage || older.isPending
        : (held ?? { cursor: page?.next_cursor ?? null }).cursor !== null,
      isLoading: isDeep && (older.isLoading || older.isFetchingNextPage),
      error: isDeep ? older.error : null,
      show: () => {
        if (!isDeep) hold(true)
        else if (older.data === undefined) void older.refetch()
        else if (!older.isFetching) void older.fetchNextPage()
      },
    },
  }
}

/** Rows that are held take over the state that was just heard of. */
function useFreshening(
  setHeld: (change: (held: Held | null) => Held | null) => void,
  fresh: readonly MessageView[] | undefined,
): void {
  useEffect(() => {
    if (fresh === undefined) return
    setHeld((held) => {
      if (held === null) return held
      const rows = freshen(held.rows, fresh)
      return rows === held.rows ? held : { ...held, rows }
    })
  }, [fresh, setHeld])
}
