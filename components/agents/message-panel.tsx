'use client'

import { useQuery } from '@tanstack/react-query'
import { MessageSquare } from 'lucide-react'
import Link from 'next/link'
import { messageFlowQuery } from '#lib/api/agents.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { FactList } from '../ui/fact-list.tsx'
import { InlineError } from '../ui/inline-error.tsx'
import { SidePanel } from '../ui/side-panel.tsx'
import { CardSkeleton, Loading } from '../ui/skeletons.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import { formatClock, formatDay } from '../ui/time.ts'
import { MessageFlow } from './message-flow.tsx'
import { type AgentMessage, agentName, MESSAGE_STATE, messageWords } from './words.ts'

interface MessagePanelProps {
  message: AgentMessage
  onChoose: (id: string) => void
  onClose: () => void
}

/** One message: between whom, what became of it, the flow it is part of, and its payload. */
export function MessagePanel({ message, onChoose, onClose }: MessagePanelProps) {
  const zone = useClinic().clinic?.time_zone ?? 'UTC'
  const { words, tone } = MESSAGE_STATE[message.state]
  const payload = JSON.stringify(message.content, null, 2)
  return (
    <SidePanel title={messageWords(message.message_type)} subjectId={message.id} onClose={onClose}>
      <FactList
        facts={[
          { label: 'Type', value: <code className="font-mono text-xs">{message.message_type}</code> },
          { label: 'From', value: agentName(message.from) },
          { label: 'To', value: message.to === null ? 'Nobody yet' : agentName(message.to) },
          { label: 'Sent', value: `${formatDay(message.at, zone)}, ${formatClock(message.at, zone)}` },
          { label: 'State', value: <StatusPill tone={tone}>{words}</StatusPill> },
        ]}
      />
      {message.failure_reason !== null && (
        <p className="rounded-lg bg-danger-soft px-3 py-2 text-danger-ink">{message.failure_reason}</p>
      )}
      {message.conversation_id !== null && (
        <>
          <Link
            href={`/conversations/${message.conversation_id}`}
            className="flex min-h-8 items-center gap-2 rounded-lg border border-border bg-surface px-3 py-1.5 hover:bg-surface-secondary pointer-coarse:min-h-11"
          >
            <MessageSquare aria-hidden="true" className="size-4 text-muted" /> Open the conversation
          </Link>
          <Flow conversationId={message.conversation_id} chosenId={message.id} onChoose={onChoose} />
        </>
      )}
      <section aria-label="Payload" className="flex flex-col gap-2">
        <h3 className="flex items-center gap-2 font-medium">
          Payload
          <span className="ms-auto">
            <CopyButton text={payload} what="the payload" />
          </span>
        </h3>
        <pre className="max-h-96 overflow-auto rounded-lg bg-surface-tertiary p-3 font-mono text-2xs">
          {payload}
        </pre>
      </section>
    </SidePanel>
  )
}

interface FlowProps {
  conversationId: string
  chosenId: string
  onChoose: (id: string) => void
}

function Flow({ conversationId, chosenId, onChoose }: FlowProps) {
  const query = useQuery(messageFlowQuery(conversationId))
  return (
    <section aria-label="Flow" className="flex flex-col gap-2">
      <h3 className="font-medium">The whole flow</h3>
      {query.data !== undefined ? (
        <MessageFlow messages={query.data.items.toReversed()} chosenId={chosenId} onChoose={onChoose} />
      ) : query.isError ? (
        <InlineError error={query.error} />
      ) : (
        <Loading>
          <CardSkeleton className="h-40" />
        </Loading>
      )}
    </section>
  )
}
