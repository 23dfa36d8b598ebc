'use client'

import Link from 'next/link'
import { MAX_REDRIVES } from '#lib/domain/agents/message.ts'
import type { MessageView } from '#lib/domain/agents/schema.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { agentName } from '../ui/agent-name.ts'
import { Countdown } from '../ui/countdown.tsx'
import { type Fact, FactList } from '../ui/fact-list.tsx'
import { formatClock, formatDay } from '../ui/time.ts'

const LINK = 'text-accent-ink hover:underline'

interface MessageFactsProps {
  message: MessageView
  onChoose: (id: string) => void
}

/** Who, what and when, and why it went where it went. */
export function MessageFacts({ message, onChoose }: MessageFactsProps) {
  const zone = useClinic().clinic?.time_zone ?? 'UTC'
  const at = (iso: string) => `${formatDay(iso, zone)}, ${formatClock(iso, zone)}`
  const facts: (Fact | null)[] = [
    { label: 'From', value: <AgentLink name={message.from_agent} id={message.from_agent_id} /> },
    {
      label: 'To',
      value:
        message.to_agent === null || message.to_agent_id === null ? (
          'Nobody yet'
        ) : (
          <AgentLink name={message.to_agent} id={message.to_agent_id} />
        ),
    },
    optional('Why there', message.to_agent_id === null ? null : message.routing_reason),
    { label: 'Priority', value: `${message.priority} (1 is first, 10 is last)` },
    { label: 'Sent', value: at(message.created_at) },
    optional('Delivered', message.delivered_at && at(message.delivered_at)),
    optional('Processed', message.processed_at && at(message.processed_at)),
    optional('Failed', message.failed_at && at(message.failed_at)),
    message.expires_at === null
      ? null
      : { label: 'Expires', value: <Expiry message={message} words={at(message.expires_at)} /> },
    message.redrive_count === 0
      ? null
      : { label: 'Redriven', value: `${message.redrive_count} of ${MAX_REDRIVES} times` },
    message.in_reply_to === null
      ? null
      : { label: 'Answers', value: <AnswerLink id={message.in_reply_to} onChoose={onChoose} /> },
    message.conversation_id === null
      ? null
      : {
          label: 'Flow',
          value: (
            <Link
              href={`/agents?conversation=${encodeURIComponent(message.conversation_id)}`}
              className={LINK}
            >
              <code className="font-mono text-xs">{message.conversation_id}</code>
            </Link>
          ),
        },
    { label: 'Id', value: <code className="font-mono text-xs select-all">{message.id}</code> },
  ]
  return <FactList facts={facts.filter((fact) => fact !== null)} />
}

const optional = (label: string, value: string | null): Fact | null =>
  value === null ? null : { label, value }

function AgentLink({ name, id }: { name: string; id: string }) {
  return (
    <Link href={`/agents/registry?agent=${id}`} className={LINK}>
      {agentName(name)}
    </Link>
  )
}

function AnswerLink({ id, onChoose }: { id: string; onChoose: (id: string) => void }) {
  return (
    <button
      type="button"
      onClick={() => onChoose(id)}
      className={`${LINK} rounded-sm text-start pointer-coarse:min-h-11`}
    >
      the message it was asked by
    </button>
  )
}

/** Only a message that is not done yet can run out. */
function Expiry({ message, words }: { message: MessageView; words: string }) {
  const isOpen = message.status === 'pending' || message.status === 'delivered'
  if (!isOpen || message.expires_at === null) return words
  return (
    <>
      {words} (<Countdown to={message.expires_at} done="now" />)
    </>
  )
}
