'use client'

import { type RefObject, useEffect, useMemo, useRef } from 'react'
import type { MessageView } from '#lib/domain/agents/schema.ts'
import { agentName, shortAgentName } from '../ui/agent-name.ts'
import { durationWords, formatClock } from '../ui/time.ts'
import { focusStep } from './focus-step.ts'
import { messageWords } from './message-words.ts'
import { type Arrow, layOut, PAUSE_HEIGHT, ROW_HEIGHT, type Sequence } from './sequence-layout.ts'
import { stepDetail } from './step-words.ts'

interface SequenceDrawingProps {
  /** Oldest first. */
  messages: readonly MessageView[]
  chosenId: string
  zone: string
  onChoose: (id: string) => void
}

type Look = 'done' | 'open' | 'wrong' | 'over'

const LOOKS: Record<MessageView['status'], { look: Look; words: string }> = {
  pending: { look: 'open', words: 'waiting' },
  delivered: { look: 'open', words: 'delivered, not done' },
  processed: { look: 'done', words: 'processed' },
  failed: { look: 'wrong', words: 'dead letter' },
  expired: { look: 'over', words: 'expired' },
}
const INK: Record<Look, string> = {
  done: 'text-accent',
  open: 'text-warning',
  wrong: 'text-danger',
  over: 'text-ink-faint',
}
const WORDS_INK: Record<Look, string> = {
  done: 'fill-muted',
  open: 'fill-warning-ink',
  wrong: 'fill-danger-ink',
  over: 'fill-muted',
}

/**
 * The messages of a flow between the lifelines of their agents. The drawing is for the eye; over it lies a list of
 * buttons, one for each arrow, which screen readers read as sentences and up and down go through.
 */
export function SequenceDrawing({ messages, chosenId, zone, onChoose }: SequenceDrawingProps) {
  const sequence = useMemo(() => layOut(messages.map(toStep)), [messages])
  const scroller = useRef<HTMLDivElement>(null)
  useChosenInSight(scroller, sequence, chosenId)
  const isKnown = messages.some(({ id }) => id === chosenId)
  return (
    <div
      ref={scroller}
      className="max-h-[26rem] overflow-auto rounded-lg border border-border bg-surface pointer-coarse:max-h-80"
    >
      <div style={{ minWidth: sequence.minWidth }}>
        <Lanes sequence={sequence} />
        <div className="relative" style={{ height: sequence.height }}>
          <ol onKeyDown={(event) => focusStep(event, 'button')}>
            {messages.map((message, index) => (
              <li key={message.id}>
                <button
                  type="button"
                  aria-current={message.id === chosenId ? 'true' : undefined}
                  aria-label={sentence(message, zone)}
                  tabIndex={message.id === chosenId || (!isKnown && index === 0) ? 0 : -1}
                  onClick={() => onChoose(message.id)}
                  className={`absolute inset-x-0 outline-offset-[-2px] ${message.id === chosenId ? 'bg-accent-soft' : 'hover:bg-surface-secondary'}`}
                  style={{ top: sequence.arrows[index]?.top, height: ROW_HEIGHT }}
                />
              </li>
            ))}
          </ol>
          <svg
            aria-hidden="true"
            width="100%"
            height={sequence.height}
            className="pointer-events-none absolute inset-0"
          >
            <Lifelines sequence={sequence} />
            {sequence.arrows.map((arrow, index) => {
              const message = messages[index]
              return message === undefined ? null : (
                <ArrowMark
                  key={arrow.id}
                  arrow={arrow}
                  message={message}
                  zone={zone}
                  halo={message.id === chosenId ? 'stroke-transparent' : HALO}
                />
              )
            })}
          </svg>
        </div>
      </div>
    </div>
  )
}

const toStep = ({ id, from_agent, to_agent, created_at }: MessageView) => ({
  id,
  from: from_agent,
  to: to_agent,
  at: created_at,
})

function Lanes({ sequence }: { sequence: Sequence }) {
  return (
    <div
      aria-hidden="true"
      className="sticky top-0 z-10 grid border-b border-border bg-surface py-1.5 text-center text-2xs font-medium"
      style={{ gridTemplateColumns: `repeat(${sequence.lanes.length}, minmax(0, 1fr))` }}
    >
      {sequence.lanes.map(({ name }) => (
        <span key={name} className="truncate px-1" title={agentName(name)}>
          {shortAgentName(name)}
        </span>
      ))}
    </div>
  )
}

function Lifelines({ sequence }: { sequence: Sequence }) {
  return (
    <>
      {sequence.lanes.map(({ name, x }) => (
        <line key={name} x1={`${x}%`} x2={`${x}%`} y1={0} y2={sequence.height} className="stroke-border" />
      ))}
      {sequence.pauses.map(({ top, ms }) => (
        <text
          key={top}
          x="50%"
          y={top + PAUSE_HEIGHT / 2 + 4}
          textAnchor="middle"
          className={`${HALO} fill-muted text-2xs`}
        >
          {durationWords(ms)} later
        </text>
      ))}
    </>
  )
}

/** The line of a row stands so far below its top, its type above and its detail below. */
const LINE_Y = 25
const TYPE_Y = 16
const DETAIL_Y = 38
const HEAD = 6

/** Keeps lifelines from running through words. */
const HALO = 'stroke-surface stroke-[4px] [paint-order:stroke]'

interface ArrowMarkProps {
  arrow: Arrow
  message: MessageView
  zone: string
  halo: string
}

function ArrowMark({ arrow, message, zone, halo }: ArrowMarkProps) {
  const { look, words } = LOOKS[message.status]
  const y = arrow.top + LINE_Y
  const isRight = arrow.to > arrow.from
  const detail = look === 'done' ? stepDetail(message.content, zone) : words
  const label = labelPlace(arrow, isRight)
  return (
    <g className={INK[look]} stroke="currentColor" fill="none" strokeWidth={1.5}>
      <line
        x1={`${arrow.from}%`}
        x2={`${arrow.to}%`}
        y1={y}
        y2={y}
        strokeDasharray={look === 'done' || look === 'wrong' ? undefined : '4 3'}
      />
      <svg x={`${arrow.to}%`} y={y} overflow="visible" role="presentation">
        <End kind={arrow.kind} look={look} isRight={isRight} />
      </svg>
      <text
        x={label.x}
        y={arrow.top + TYPE_Y}
        textAnchor={label.anchor}
        className={`${halo} font-mono text-[10px] ${look === 'wrong' ? 'fill-danger-ink' : 'fill-foreground'}`}
      >
        {message.message_type}
      </text>
      {detail !== null && (
        <text
          x={label.x}
          y={arrow.top + DETAIL_Y}
          textAnchor={label.anchor}
          className={`${halo} text-2xs ${WORDS_INK[look]}`}
        >
          {detail}
        </text>
      )}
    </g>
  )
}

/** Between two lanes a label stands in the middle; of an arrow into the open it begins at its lane. */
function labelPlace(
  { kind, from, to }: Arrow,
  isRight: boolean,
): { x: string; anchor: 'start' | 'middle' | 'end' } {
  if (kind === 'arrow') return { x: `${(from + to) / 2}%`, anchor: 'middle' }
  return { x: `${from}%`, anchor: isRight ? 'start' : 'end' }
}

/** How an arrow ends: a point, a cross where it went wrong or ran out, a ring where nobody is found yet. */
function End({ kind, look, isRight }: { kind: Arrow['kind']; look: Look; isRight: boolean }) {
  const back = isRight ? -HEAD : HEAD
  if (look === 'wrong' || look === 'over') return <path d={`M-4 -4 L4 4 M-4 4 L4 -4`} />
  if (kind === 'nobody') return <circle r={3.5} className="fill-surface" />
  if (kind === 'self')
    return <path d={`M0 0 v9 h${-back * 3} M${back * -2} 5 L${-back * 3 + back} 9 l${-back} 4`} />
  return <path d={`M${back} ${-HEAD + 1} L0 0 L${back} ${HEAD - 1}`} />
}

/** What a screen reader says of an arrow. */
function sentence(message: MessageView, zone: string): string {
  const { from_agent, to_agent, message_type, status, created_at, content } = message
  const to = to_agent === null ? 'nobody yet' : agentName(to_agent)
  const detail = stepDetail(content, zone)
  return [
    `${formatClock(created_at, zone)}: ${agentName(from_agent)} to ${to}`,
    messageWords(message_type),
    ...(detail === null ? [] : [detail]),
    LOOKS[status].words,
  ].join(', ')
}

/** Scrolls the drawing, and only it, to the chosen arrow. */
function useChosenInSight(
  scroller: RefObject<HTMLDivElement | null>,
  sequence: Sequence,
  chosenId: string,
): void {
  const arrow = sequence.arrows.find(({ id }) => id === chosenId)
  const top = arrow?.top
  const middle = arrow === undefined ? 0 : (arrow.from + arrow.to) / 200
  useEffect(() => {
    const box = scroller.current
    if (box === null || top === undefined) return
    const isInSight = top >= box.scrollTop && top + 2 * ROW_HEIGHT <= box.scrollTop + box.clientHeight
    if (!isInSight) box.scrollTop = Math.max(0, top - box.clientHeight / 2)
    box.scrollLeft = middle * box.scrollWidth - box.clientWidth / 2
  }, [scroller, top, middle])
}
