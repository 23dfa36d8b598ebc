import type { ReactNode } from 'react'
import { Prefetched } from '#components/shell/prefetched.tsx'
import { registryQuery } from '#lib/api/agents.ts'
import { MAX_PAGE_SIZE } from '#lib/domain/wire.ts'
import { getServerCtx } from '#lib/http/server-actor.ts'
import { listAgents } from '#lib/services/agent/list.ts'

/** The registry comes with every part of Agents: each names agents and says how they are. */
export default async function AgentsLayout({ children }: { children: ReactNode }) {
  const ctx = await getServerCtx()
  if (ctx === null) return children
  const { items, next_cursor } = await listAgents(ctx, { limit: MAX_PAGE_SIZE })
  // More than a page is read by the browser.
  if (next_cursor !== null) return children
  return (
    <Prefetched answers={[[registryQuery().queryKey, { agents: items, isCut: false }]]}>
      {children}
    </Prefetched>
  )
}
