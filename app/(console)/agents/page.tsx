import type { Metadata } from 'next'
import { Messages } from '#components/agents/messages.tsx'
import { Prefetched } from '#components/shell/prefetched.tsx'
import { newestMessagesQuery } from '#lib/api/agents.ts'
import { getServerCtx } from '#lib/http/server-actor.ts'
import { listMessages } from '#lib/services/agent-message/list.ts'

export const metadata: Metadata = { title: 'Agents' }

/** The newest messages come with the page; a filter is asked for by the browser. */
export default async function AgentsPage() {
  const ctx = await getServerCtx()
  if (ctx === null) return <Messages />
  const page = await listMessages(ctx, { order: 'newest' })
  return (
    <Prefetched answers={[[newestMessagesQuery({}).queryKey, page]]}>
      <Messages />
    </Prefetched>
  )
}
