import type { ReactNode } from 'react'
import { Inbox } from '#components/conversations/inbox.tsx'

export default function ConversationsLayout({ children }: { children: ReactNode }) {
  return <Inbox>{children}</Inbox>
}
