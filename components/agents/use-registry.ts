'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { registryQuery } from '#lib/api/agents.ts'
import type { AgentView } from '#lib/domain/agents/schema.ts'

/** The registry, and its agents by id for those who look one up. */
export function useRegistry() {
  const query = useQuery(registryQuery())
  const agents = query.data?.agents
  const byId = useMemo(() => new Map<string, AgentView>(agents?.map((agent) => [agent.id, agent])), [agents])
  return { query, agents, byId }
}
