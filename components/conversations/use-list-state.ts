'use client'

import { useParams, usePathname, useRouter, useSearchParams } from 'next/navigation'
import { type ListState, readListState, writeListState } from './filters.ts'

/** The list's filters, kept in the address: reload, back and a shared link show the same list. */
export function useListState() {
  const router = useRouter()
  const pathname = usePathname()
  const params = useSearchParams()
  const { id } = useParams<{ id?: string }>()
  const state = readListState(params)
  const search = writeListState(state)
  const change = (part: Partial<ListState>) => {
    router.replace(`${pathname}${writeListState({ ...state, ...part })}`, { scroll: false })
  }
  return { state, search, change, selectedId: id }
}
