'use client'

import { useParams } from 'next/navigation'
import type { ReactNode } from 'react'
import { ConversationList } from './conversation-list.tsx'

/** List and thread side by side; on phones one at a time. The list stays mounted, so it keeps its place. */
export function Inbox({ children }: { children: ReactNode }) {
  const { id } = useParams<{ id?: string }>()
  const isReading = id !== undefined
  return (
    <div className="flex min-h-0 flex-1">
      <div
        className={`min-h-0 w-full shrink-0 border-border md:block md:w-72 md:border-e lg:w-80 xl:w-[21.75rem] ${isReading ? 'hidden' : ''}`}
      >
        <ConversationList />
      </div>
      <div className={`min-h-0 min-w-0 flex-1 md:flex ${isReading ? 'flex' : 'hidden'}`}>{children}</div>
    </div>
  )
}
