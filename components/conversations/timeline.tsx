'use client'

import { useEffect, useRef } from 'react'
import type { ConversationDetail, TimelineItem } from '#lib/domain/messaging/schema.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { agentName } from '../ui/agent-name.ts'
import { callNameOf } from '../ui/name-marks.ts'
import { dateKey, formatRelativeDay, formatTime, zoneName } from '../ui/time.ts'
import { useNow } from '../ui/use-now.tsx'
import { AgentsLine } from './agents-line.tsx'
import { lastInbound } from './last-inbound.ts'
import { SmsBubble } from './sms-bubble.tsx'

const DAY_TICK_MS = 60_000
/** This near to the end counts as reading the newest; then new texts are scrolled to. */
const NEAR_END_PX = 120
const FALLBACK_CURRENCY = 'USD'

/** Texts, agents and staff in one order of time, by days of the clinic. New ones are announced politely. */
export function Timeline({ detail, children }: { detail: ConversationDetail; children?: React.ReactNode }) {
  const zone = detail.clinic.time_zone
  const now = useNow(DAY_TICK_MS)
  const scroller = useScrollToNewest(detail.id)
  const days = [...Map.groupBy(detail.timeline, (item) => dateKey(item.at, zone)).entries()]
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto">
      <div
        role="log"
        aria-label="Texts and events"
        className="mx-auto flex w-full max-w-152 flex-col gap-4 px-4 py-5 sm:px-6"
      >
        {days.map(([day, items], index) => (
          <section key={day} className="flex flex-col gap-4">
            <h3 className="text-center text-xs text-muted first-letter:uppercase">
              {formatRelativeDay(items[0]?.at ?? '', zone, now ?? Date.parse(detail.last_message_at))}
              {index === 0 && ` · times in ${zoneName(zone)}`}
            </h3>
            {items.map((item) => (
              <Item key={`${item.kind}-${item.id}`} item={item} detail={detail} />
            ))}
          </section>
        ))}
        {children}
      </div>
    </div>
  )
}

function Item({ item, detail }: { item: TimelineItem; detail: ConversationDetail }) {
  const { clinics } = useClinic()
  const zone = detail.clinic.time_zone
  if (item.kind === 'agents') return <AgentsLine item={item} zone={zone} />
  if (item.kind === 'sms') {
    const currency = clinics.find((clinic) => clinic.id === detail.clinic.id)?.currency ?? FALLBACK_CURRENCY
    const firstName = callNameOf(detail.patient.name)
    return (
      <SmsBubble
        item={item}
        zone={zone}
        currency={currency}
        patientName={firstName}
        hidesReading={detail.needs_staff && item.id === lastInbound(detail)?.id}
      />
    )
  }
  return (
    <p className="text-center text-xs text-muted">
      <span className="text-ink-secondary">{item.text}</span> · {agentName(item.actor)} ·{' '}
      {formatTime(item.at, zone)}
      {item.note !== null && <span className="block">“{item.note}”</span>}
    </p>
  )
}

/** Starts at the newest and follows it, unless someone has scrolled up to read. */
function useScrollToNewest(conversationId: string) {
  const ref = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  useEffect(() => {
    const node = ref.current
    if (node === null) return
    const onScroll = () => {
      isAtEnd.current = node.scrollHeight - node.scrollTop - node.clientHeight < NEAR_END_PX
    }
    node.addEventListener('scroll', onScroll, { passive: true })
    return () => node.removeEventListener('scroll', onScroll)
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation starts at its end
  useEffect(() => {
    const node = ref.current
    const content = node?.firstElementChild
    if (node === null || content === null || content === undefined) return
    isAtEnd.current = true
    // Also what arrives under the last text, like suggested times, keeps the end in sight.
    const follow = new ResizeObserver(() => {
      if (isAtEnd.current) node.scrollTop = node.scrollHeight
    })
    follow.observe(content)
    return () => follow.disconnect()
  }, [conversationId])
  return ref
}
