'use client'

import { useState } from 'react'
import { overrideBooking } from '#lib/api/appointments.ts'
import { toZonedLocal } from '#lib/api/zoned-time.ts'
import type { ConflictView, OverrideBookingInput } from '#lib/domain/scheduling/schema.ts'
import { useAction } from '../ui/use-action.ts'
import { useIdempotencyKey } from '../ui/use-idempotency-key.ts'
import { instantOf, type ZonedInput } from '../ui/zoned-time-field.tsx'
import type { OverrideTarget } from './targets.ts'

export interface Displacement {
  action: 'cancel' | 'move'
  to: ZonedInput
}

interface Draft {
  providerId: string | undefined
  serviceId: string | undefined
  when: ZonedInput
  reason: string
  isNotified: boolean
  displaced: Record<string, Displacement>
}

const NOTHING_TYPED: ZonedInput = { local: '', isSecond: false }

/**
 * An override while it is put together. `check` lists the conflicts and changes nothing; `apply` is possible only while
 * what was checked is what stands in the form.
 */
export function useOverride(target: OverrideTarget, onDone: () => void) {
  const zone = target.clinic.time_zone
  const [draft, setDraft] = useState<Draft>(() => startOf(target))
  const [conflicts, setConflicts] = useState<ConflictView[]>()
  const [key, renewKey] = useIdempotencyKey()
  const input = toInput(target, draft, key)
  const check = useAction(() => overrideBooking({ ...input, is_preview: true, displace: null }), {
    onDone: (result) => setConflicts(result.conflicts),
    hasOwnError: true,
  })
  const apply = useAction(() => overrideBooking(input), {
    done: (result) =>
      result.is_applied ? 'Done. The reason is kept in the audit trail.' : 'Nothing was changed yet.',
    onDone: (result) => (result.is_applied ? onDone() : setConflicts(result.conflicts)),
    hasOwnError: true,
  })
  /** Changes what does not affect the conflicts. Another input is another intent. */
  const adjust = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part })
    renewKey()
  }
  /** Changes what is asked for, so the list of conflicts no longer holds. */
  const change = (part: Partial<Draft>) => {
    adjust(part)
    setConflicts(undefined)
  }
  const startsAt = instantOf(draft.when, zone)
  return {
    draft,
    change,
    adjust,
    conflicts,
    check,
    apply,
    startsAt,
    missing: missingWords(target, draft, startsAt),
  }
}

function startOf({ appointment, serviceTypeId, clinic }: OverrideTarget): Draft {
  const local = appointment === undefined ? '' : toZonedLocal(appointment.starts_at, clinic.time_zone)
  return {
    providerId: appointment?.provider.id,
    serviceId: appointment?.service_type?.id ?? serviceTypeId,
    when: { local, isSecond: false },
    reason: '',
    isNotified: true,
    displaced: {},
  }
}

/** As the verb asks for. */
export const MIN_REASON = 3

function missingWords(target: OverrideTarget, draft: Draft, startsAt: string | undefined): string | null {
  if (target.action !== 'cancel') {
    if (draft.providerId === undefined) return 'Choose the provider first.'
    if (startsAt === undefined) return 'Say when first.'
  }
  return draft.reason.trim().length < MIN_REASON
    ? 'Say why first. The reason is kept in the audit trail.'
    : null
}

function toInput(target: OverrideTarget, draft: Draft, key: string): OverrideBookingInput {
  const zone = target.clinic.time_zone
  const isCancel = target.action === 'cancel'
  const displace = Object.entries(draft.displaced).map(([appointment_id, { action, to }]) => ({
    appointment_id,
    action,
    starts_at: action === 'move' ? (instantOf(to, zone) ?? null) : null,
  }))
  return {
    action: target.action,
    clinic_id: target.clinic.id,
    appointment_id: target.appointment?.id ?? null,
    patient_id: target.patient?.id ?? null,
    provider_id: isCancel ? null : (draft.providerId ?? null),
    service_type_id: target.action === 'book' ? (draft.serviceId ?? target.serviceTypeId ?? null) : null,
    starts_at: isCancel ? null : (instantOf(draft.when, zone) ?? null),
    reason: draft.reason.trim(),
    is_preview: false,
    displace,
    notify_patient: draft.isNotified,
    conversation_id: target.conversationId ?? null,
    idempotency_key: key,
  }
}

export const newDisplacement = (action: Displacement['action']): Displacement => ({
  action,
  to: NOTHING_TYPED,
})
