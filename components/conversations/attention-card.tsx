'use client'

import { Phone, TriangleAlert } from 'lucide-react'
import type { ConversationDetail } from '#lib/domain/messaging/schema.ts'
import { formatPhone } from '../ui/phone.ts'
import { RelativeTime } from '../ui/relative-time.tsx'
import { lastInbound } from './last-inbound.ts'
import { SuggestedTimes } from './suggested-times.tsx'
import { useReasons } from './thread-actions.ts'

/** Why a person is needed, in place, with the likely next step under it. */
export function AttentionCard({ detail }: { detail: ConversationDetail }) {
  const reason = useReasons(detail)
  if (!detail.needs_staff) return null
  const last = lastInbound(detail)
  const look = detail.is_urgent
    ? 'border-danger/40 bg-[color-mix(in_srgb,var(--danger)_7%,var(--surface))]'
    : 'border-warning/40 bg-[color-mix(in_srgb,var(--warning)_7%,var(--surface))]'
  return (
    <section
      aria-label="Why it needs you"
      className={`flex flex-col gap-2 rounded-lg border px-3.5 py-3 ${look}`}
    >
      <h3 className="flex items-center gap-2 font-medium">
        <TriangleAlert
          aria-hidden="true"
          className={`size-4 shrink-0 ${detail.is_urgent ? 'text-danger' : 'text-warning'}`}
        />
        {detail.needs_staff_reason ?? 'A person should look at this'}
        {last !== undefined && (
          <RelativeTime
            at={last.at}
            zone={detail.clinic.time_zone}
            className="ms-auto text-xs font-normal text-muted"
          />
        )}
      </h3>
      {last?.reading !== undefined && last.reading !== null && (
        <p className="text-xs text-ink-secondary">
          {last.reading.evidence} · {last.reading.outcome}
        </p>
      )}
      {detail.wish !== null && (
        <p className="text-sm">
          <span className="text-ink-secondary">Wishes:</span> {detail.wish}
        </p>
      )}
      {detail.is_urgent ? (
        <a
          href={`tel:${detail.patient.phone_number}`}
          className="inline-flex w-fit items-center gap-2 rounded-lg bg-danger px-3 py-1.5 font-medium text-danger-foreground pointer-coarse:min-h-11"
        >
          <Phone aria-hidden="true" className="size-4" /> Call {formatPhone(detail.patient.phone_number)}
        </a>
      ) : (
        reason('send_offer') === null && <SuggestedTimes detail={detail} />
      )}
    </section>
  )
}
