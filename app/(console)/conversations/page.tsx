import { MessagesSquare } from 'lucide-react'
import type { Metadata } from 'next'
import { EmptyState } from '#components/ui/empty-state.tsx'

export const metadata: Metadata = { title: 'Conversations' }

export default function ConversationsPage() {
  return (
    <EmptyState
      icon={MessagesSquare}
      title="Choose a conversation"
      hint="J and K go down and up in the list, N offers times to a patient."
    />
  )
}
