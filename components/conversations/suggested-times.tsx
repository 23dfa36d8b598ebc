'use client'

import { useQuery } from '@tanstack/react-query'
import { offerPreviewQuery, sendOffer } from '#lib/api/offers.ts'
import type { ConversationDetail, SendOfferInput } from '#lib/domain/messaging/schema.ts'
import type { SlotView } from '#lib/domain/scheduling/schema.ts'
import { useServiceTypes } from '../scheduling/service-picker.tsx'
import { NO_SLOT_FILTER } from '../scheduling/slot-filters.tsx'
import { slotKey } from '../scheduling/slot-key.ts'
import { toOfferSlot } from '../scheduling/use-offer-draft.ts'
import { useSlots } from '../scheduling/use-slots.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { segmentWords } from '../ui/money.ts'
import { LineSkeleton } from '../ui/skeletons.tsx'
import { formatDay, formatTime } from '../ui/time.ts'
import { useAction } from '../ui/use-action.ts'
import { useIdempotencyKeys } from '../ui/use-idempotency-key.ts'

/** The best free times for this patient, offered with one click. What it costs stands beside it. */
export function SuggestedTimes({ detail }: { detail: ConversationDetail }) {
  const { clinic } = detail
  const [keyFor, renewKeys] = useIdempotencyKeys()
  const { fallback } = useServiceTypes(clinic.id)
  const serviceTypeId = detail.service_type?.id ?? fallback?.id
  const slots = useSlots({ clinic, serviceTypeId, patientId: detail.patient.id, filter: NO_SLOT_FILTER })
  const suggested = slots.data?.suggested ?? []
  const input = suggested.length === 0 ? undefined : toInput(detail, serviceTypeId, suggested)
  const preview = useQuery(offerPreviewQuery(input))
  const send = useAction(
    (ready: SendOfferInput) => sendOffer({ ...ready, idempotency_key: keyFor(ready.slots) }),
    {
      done: `${suggested.length} times offered to ${detail.patient.name}.`,
      onDone: renewKeys,
    },
  )
  if (slots.isPending) return <LineSkeleton className="w-64" />
  if (input === undefined) return null
  const zone = clinic.time_zone
  const price = preview.data
  return (
    <div className="flex flex-wrap items-center gap-2">
      {suggested.map((slot) => (
        <span
          key={slotKey(slot)}
          title={slot.reasoning.join(', ')}
          className="rounded-md border border-border bg-surface px-2 py-0.5 text-xs"
        >
          {formatDay(slot.starts_at, zone)}, {formatTime(slot.starts_at, zone)} · {slot.provider_name}
        </span>
      ))}
      <span className="ms-auto flex items-center gap-2">
        {price !== undefined && (
          <span className="text-2xs text-muted">
            {segmentWords(price.segments, price.price_micros, price.currency)}
          </span>
        )}
        <ActionButton
          variant="primary"
          size="sm"
          isPending={send.isPending}
          onPress={() => send.mutate(input)}
        >
          {suggested.length === 1 ? 'Offer this one' : `Offer these ${suggested.length}`}
        </ActionButton>
      </span>
    </div>
  )
}

function toInput(
  detail: ConversationDetail,
  serviceTypeId: string | undefined,
  slots: readonly SlotView[],
): SendOfferInput {
  return {
    clinic_id: detail.clinic.id,
    patient_id: detail.patient.id,
    service_type_id: serviceTypeId ?? null,
    conversation_id: detail.conversation_id,
    slots: slots.map((slot, index) => toOfferSlot(slot, index + 1)),
    cost_estimate: detail.offer?.cost_estimate ?? null,
  }
}
