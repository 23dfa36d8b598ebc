'use client'

import { Sparkles, Unplug } from 'lucide-react'
import type { ConversationDetail } from '#lib/domain/messaging/schema.ts'
import { agentName } from '../ui/agent-name.ts'
import { formatTime } from '../ui/time.ts'

/** Which agent the conversation waits for, and whether anything runs that agent at all. */
export function WaitingLine({ detail }: { detail: ConversationDetail }) {
  const waiting = detail.waiting_for_agent
  if (waiting === null) return null
  const since = formatTime(waiting.since, detail.clinic.time_zone)
  if (waiting.is_missing) {
    return (
      <p className="flex items-center justify-center gap-2 text-xs text-danger-ink">
        <Unplug aria-hidden="true" className="size-3.5" />
        {agentName(waiting.agent)} is not running. What came in since {since} waits and is not lost.
      </p>
    )
  }
  return (
    <p className="flex items-center justify-center gap-2 text-xs text-accent-ink">
      <Sparkles aria-hidden="true" className="size-3.5" /> {agentName(waiting.agent)} is working on it, since{' '}
      {since}
    </p>
  )
}
