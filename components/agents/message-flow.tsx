import { type AgentMessage, agentName, MESSAGE_STATE, messageWords, USUAL_ORDER } from './words.ts'

interface MessageFlowProps {
  /** Oldest first. */
  messages: readonly AgentMessage[]
  chosenId: string
  onChoose: (id: string) => void
}

/** The messages of a conversation as a sequence drawing: a lane per agent, an arrow per message. */
export function MessageFlow({ messages, chosenId, onChoose }: MessageFlowProps) {
  const lanes = lanesOf(messages)
  const middle = (name: string) => ((lanes.indexOf(name) + 0.5) / lanes.length) * 100
  return (
    <div className="max-h-96 overflow-y-auto rounded-lg border border-border bg-surface">
      <div
        className="sticky top-0 z-10 grid border-b border-border bg-surface py-1.5 text-center text-2xs font-medium"
        style={{ gridTemplateColumns: `repeat(${lanes.length}, 1fr)` }}
      >
        {lanes.map((name) => (
          <span key={name} className="truncate px-1">
            {agentName(name).replace(' agent', '')}
          </span>
        ))}
      </div>
      <ol className="relative py-1">
        {lanes.map((name) => (
          <span
            key={name}
            aria-hidden="true"
            className="absolute inset-y-0 w-px bg-border"
            style={{ left: `${middle(name)}%` }}
          />
        ))}
        {messages.map((message) => (
          <li key={message.id}>
            <Arrow
              message={message}
              from={middle(message.from)}
              to={middle(message.to ?? message.from)}
              isChosen={message.id === chosenId}
              onChoose={() => onChoose(message.id)}
            />
          </li>
        ))}
      </ol>
    </div>
  )
}

/** The usual agents in their order, then others as they come. */
function lanesOf(messages: readonly AgentMessage[]): string[] {
  const names = new Set(messages.flatMap(({ from, to }) => (to === null ? [from] : [from, to])))
  const usual = USUAL_ORDER.filter((name) => names.has(name))
  return [...usual, ...[...names].filter((name) => !USUAL_ORDER.includes(name))]
}

interface ArrowProps {
  message: AgentMessage
  /** Where it begins and ends, in per cent of the width. */
  from: number
  to: number
  isChosen: boolean
  onChoose: () => void
}

function Arrow({ message, from, to, isChosen, onChoose }: ArrowProps) {
  const isForward = to >= from
  const { words } = MESSAGE_STATE[message.state]
  const isWrong = message.state === 'failed' || message.state === 'expired'
  const ink = isWrong ? 'border-danger text-danger-ink' : 'border-accent text-accent-ink'
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      aria-label={`${agentName(message.from)} to ${message.to === null ? 'nobody yet' : agentName(message.to)}: ${messageWords(message.message_type)}, ${words}`}
      title={messageWords(message.message_type)}
      onClick={onChoose}
      className={`relative block h-9 w-full outline-offset-[-2px] ${isChosen ? 'bg-accent-soft' : 'hover:bg-surface-secondary'}`}
    >
      <span
        className={`absolute bottom-2 border-t ${ink} ${message.state === 'pending' ? 'border-dashed' : ''}`}
        style={{ left: `${Math.min(from, to)}%`, right: `${100 - Math.max(from, to)}%` }}
      >
        <span
          className={`absolute -top-[3.5px] size-1.5 border-t border-current ${isForward ? 'right-0 rotate-45 border-r' : 'left-0 -rotate-45 border-l'}`}
        />
      </span>
      <span
        className="absolute top-1.5 -translate-x-1/2 rounded-sm px-1 font-mono text-[10px] leading-4 whitespace-nowrap text-foreground"
        style={{ left: `${labelMiddle((from + to) / 2)}%` }}
      >
        {shorten(message.message_type)}
      </span>
    </button>
  )
}

const MAX_LABEL = 22

const shorten = (type: string) => (type.length > MAX_LABEL ? `${type.slice(0, MAX_LABEL - 1)}…` : type)

/** Keeps labels inside the drawing. */
const labelMiddle = (percent: number) => Math.min(74, Math.max(26, percent))
