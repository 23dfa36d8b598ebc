'use client'

import { useParams, useSearchParams } from 'next/navigation'
import { type ListState, readListState, writeListState } from './filters.ts'

/**
 * The list's filters, kept in the address: reload, back and a shared link show the same list. Changed without asking the
 * server; the list draws itself from its query.
 */
export function useListState() {
  const params = useSearchParams()
  const { id } = useParams<{ id?: string }>()
  const state = readListState(params)
  const search = writeListState(state)
  const change = (part: Partial<ListState>) => {
    window.history.replaceState(
      null,
      '',
      `${window.location.pathname}${writeListState({ ...state, ...part })}`,
    )
  }
  return { state, search, change, selectedId: id }
}
