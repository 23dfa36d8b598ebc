import type { Metadata } from 'next'
import { Thread } from '#components/conversations/thread.tsx'

export const metadata: Metadata = { title: 'Conversation' }

interface ConversationPageProps {
  params: Promise<{ id: string }>
}

export default async function ConversationPage({ params }: ConversationPageProps) {
  const { id } = await params
  return <Thread id={id} />
}
