import type { Metadata } from 'next'
import { Agents } from '#components/agents/agents.tsx'
import { Prefetched } from '#components/shell/prefetched.tsx'
import { agentsQuery, messagesQuery } from '#lib/api/agents.ts'
import { getServerCtx } from '#lib/http/server-actor.ts'
import { listAgents } from '#lib/services/agent/list.ts'
import { listMessages } from '#lib/services/agent/messages.ts'
import { firstPage } from '../_prefetch/frame-clinic.ts'

export const metadata: Metadata = { title: 'Agents' }

export default async function AgentsPage() {
  const ctx = await getServerCtx()
  if (ctx === null) return <Agents />
  const [{ items: agents }, messages] = await Promise.all([listAgents(ctx), listMessages(ctx, {})])
  return (
    <Prefetched
      answers={[
        [agentsQuery().queryKey, agents],
        [messagesQuery().queryKey, firstPage(messages)],
      ]}
    >
      <Agents />
    </Prefetched>
  )
}
