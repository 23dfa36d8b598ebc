'use client'

import { useQuery } from '@tanstack/react-query'
import { Check, CheckCheck, CircleAlert, Clock3, Paperclip } from 'lucide-react'
import { useState } from 'react'
import { healthQuery } from '#lib/api/health.ts'
import type { SmsItem } from '#lib/domain/messaging/schema.ts'
import { gatewayName } from '#lib/domain/messaging/sms.ts'
import { DecisionLink } from '../decisions/decision-link.tsx'
import { agentName } from '../ui/agent-name.ts'
import { segmentWords } from '../ui/money.ts'
import { formatTime } from '../ui/time.ts'
import { TextControls } from './text-controls.tsx'
import { TextDialog } from './text-dialog.tsx'
import { deliveryTone } from './tone.ts'

interface SmsBubbleProps {
  item: SmsItem
  zone: string
  currency: string
  /** The patient's first name, for what came in. */
  patientName: string
  /** Where another place on the page says how it was read. */
  hidesReading: boolean
}

/** As much of a text as tells it from others. */
const LABEL_CHARACTERS = 60

/** Staff know why they wrote; a text that nobody has read yet has no reading. */
const hasLedger = (item: SmsItem) =>
  item.direction === 'inbound' ? item.reading !== null : item.purpose !== 'staff'

/** One text, as it was sent or received, with how far it got in words. */
export function SmsBubble({ item, zone, currency, patientName, hidesReading }: SmsBubbleProps) {
  const isOut = item.direction === 'outbound'
  const firstGateway = useQuery(healthQuery()).data?.sms_provider
  return (
    <article
      className={`flex max-w-[85%] flex-col gap-1 ${isOut ? 'items-end self-end' : 'items-start self-start'}`}
    >
      <p
        className={`rounded-2xl px-3.5 py-2 wrap-anywhere whitespace-pre-wrap ${
          isOut ? 'rounded-br-sm bg-bubble-out' : 'rounded-bl-sm bg-surface-tertiary'
        }`}
      >
        {item.text === '' && item.media_count > 0 ? <em>No words</em> : item.text}
      </p>
      {item.media_count > 0 && <Media item={item} />}
      {item.is_brought_in && (
        <p className="px-0.5 text-2xs text-muted">The webhook missed this text; it was brought in later.</p>
      )}
      <p
        className={`flex flex-wrap items-center gap-x-1.5 px-0.5 text-2xs text-muted ${isOut ? 'justify-end' : ''}`}
      >
        <span>
          {isOut
            ? sentWords(item, zone, currency, firstGateway)
            : `${patientName} · ${formatTime(item.at, zone)}`}
        </span>
        {isOut && <Delivery item={item} />}
      </p>
      {isOut && <TextControls item={item} />}
      {item.reading !== null && !hidesReading && <Reading reading={item.reading} />}
      {hasLedger(item) && (
        <DecisionLink
          subject={{ from: 'text', id: item.id }}
          label={`How “${item.text.slice(0, LABEL_CHARACTERS)}” came about`}
          className="px-0.5 text-2xs"
        >
          {isOut ? 'Why this text' : 'How it was read'}
        </DecisionLink>
      )}
    </article>
  )
}

/** Files are not fetched: they may be anything, and the carrier keeps them. */
function Media({ item }: { item: SmsItem }) {
  const files = item.media_count === 1 ? 'A picture or file' : `${item.media_count} pictures or files`
  return (
    <p className="flex items-center gap-1.5 px-0.5 text-xs text-ink-secondary">
      <Paperclip aria-hidden="true" className="size-3" /> {files} came with it. Look in the console of{' '}
      {gatewayName(item.provider)}.
    </p>
  )
}

/** Who sent it, when, for how much, and which carrier took it where that is not the first one. */
function sentWords(item: SmsItem, zone: string, currency: string, firstGateway?: string): string {
  const price =
    item.segments === null || item.price_micros === null
      ? undefined
      : segmentWords(item.segments, item.price_micros, currency)
  const sender = item.sent_by === null ? null : agentName(item.sent_by)
  const isByOther = firstGateway !== undefined && item.provider !== firstGateway && item.provider !== 'mock'
  const carrier = isByOther ? `through ${gatewayName(item.provider)}` : null
  return [sender, formatTime(item.at, zone), price, carrier]
    .filter((part) => part !== null && part !== undefined)
    .join(' · ')
}

const DELIVERY_LOOK = {
  quiet: '',
  good: 'text-success-ink',
  bad: 'text-danger-ink',
  warn: 'text-warning-ink',
} as const

/** How far the text got; opens how it travelled. */
function Delivery({ item }: { item: SmsItem }) {
  const [isOpen, setOpen] = useState(false)
  const tone = deliveryTone(item.state)
  const Icon =
    tone === 'good' ? CheckCheck : tone === 'quiet' ? (item.state === 'sent' ? Check : Clock3) : CircleAlert
  return (
    <>
      <button
        type="button"
        title="How this text travelled"
        className={`inline-flex min-h-6 items-center gap-1 rounded-sm text-start underline-offset-2 hover:underline ${DELIVERY_LOOK[tone]}`}
        onClick={() => setOpen(true)}
      >
        <Icon aria-hidden="true" className="size-3 shrink-0" /> {item.waits?.words ?? item.state_label}
      </button>
      {isOpen && <TextDialog messageId={item.id} onClose={() => setOpen(false)} />}
    </>
  )
}

const READERS = {
  rules: 'Read by the rules',
  classifier: 'Read by the text classifier',
  model: 'Read by the reply model',
  person: 'Read by a person',
} as const

/** How a reply was understood and what was done about it: one quiet line. */
function Reading({ reading }: { reading: NonNullable<SmsItem['reading']> }) {
  return (
    <p className="px-0.5 text-2xs text-muted">
      {READERS[reading.reader]}: {reading.evidence} · {reading.outcome}
    </p>
  )
}
