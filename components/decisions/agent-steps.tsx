import { ArrowRight } from 'lucide-react'
import Link from 'next/link'
import type { DecisionView } from '#lib/domain/messaging/decision-schema.ts'
import { messageWords } from '../agents/message-words.ts'
import { agentName } from '../ui/agent-name.ts'
import { CardEmpty, SectionCard } from '../ui/section-card.tsx'
import { TimedStep } from './timed-step.tsx'

interface AgentStepsProps {
  messages: DecisionView['agent_messages']
  zone: string
}

/** What the agents said to each other because of it; each message opens in operations. */
export function AgentSteps({ messages, zone }: AgentStepsProps) {
  return (
    <SectionCard title="The agents" count={messages.length} isFlush>
      {messages.length === 0 && (
        <CardEmpty>No agent had to act on this, or the messages are removed by age.</CardEmpty>
      )}
      <ol>
        {messages.map((message) => (
          <TimedStep key={message.id} at={message.at} zone={zone}>
            <Link href={`/agents?message=${message.id}`} className="hover:underline">
              {messageWords(message.message_type)}
            </Link>
            <span className="flex flex-wrap items-center gap-1.5 text-xs text-muted">
              {agentName(message.from)} <ArrowRight aria-label="to" className="size-3" />{' '}
              {message.to === null ? 'nobody yet' : agentName(message.to)}
            </span>
            {message.failure_reason !== null && (
              <span className="block text-xs wrap-anywhere text-danger-ink">{message.failure_reason}</span>
            )}
          </TimedStep>
        ))}
      </ol>
    </SectionCard>
  )
}
