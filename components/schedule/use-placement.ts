'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { bookAppointment, moveAppointment, overrideBooking } from '#lib/api/appointments.ts'
import { providersQuery } from '#lib/api/providers.ts'
import type { AppointmentView, OverrideBookingInput } from '#lib/domain/scheduling/schema.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { needsDecision } from '../scheduling/conflict-list.tsx'
import { useServiceTypes } from '../scheduling/service-picker.tsx'
import { type Displacement, MIN_REASON } from '../scheduling/use-override.ts'
import { formatDayTime } from '../ui/time.ts'
import { useAction } from '../ui/use-action.ts'
import { useIdempotencyKey } from '../ui/use-idempotency-key.ts'
import { instantOf } from '../ui/zoned-time-field.tsx'
import type { Place } from './place.ts'

interface Draft {
  serviceId: string | undefined
  reason: string
  isNotified: boolean
  displaced: Record<string, Displacement>
}

interface Placing {
  place: Place
  visit: AppointmentView | undefined
  patient: { id: string; name: string } | null
  clinic: ClinicView
}

/** A visit on its way to a place. The conflicts are listed by themselves as soon as it is known for whom. */
export function usePlacement({ place, visit, patient, clinic }: Placing, onDone: () => void) {
  const zone = clinic.time_zone
  const { services, fallback } = useServiceTypes(clinic.id)
  const { data: providers } = useQuery(providersQuery(clinic.id))
  const [draft, setDraft] = useState<Draft>({
    serviceId: undefined,
    reason: '',
    isNotified: true,
    displaced: {},
  })
  const [key, renewKey] = useIdempotencyKey()
  const startsAt = instantOf({ local: place.local, isSecond: false }, zone)
  const service = services.find(({ id }) => id === draft.serviceId) ?? fallback
  const target: OverrideBookingInput | undefined =
    startsAt === undefined || patient === null || (visit === undefined && service === undefined)
      ? undefined
      : {
          action: visit === undefined ? 'book' : 'move',
          clinic_id: clinic.id,
          appointment_id: visit?.id ?? null,
          patient_id: visit === undefined ? patient.id : null,
          provider_id: place.providerId,
          service_type_id: visit === undefined ? (service?.id ?? null) : null,
          starts_at: startsAt,
          notify_patient: draft.isNotified,
        }
  const check = useQuery({
    queryKey: [
      'slots',
      'conflicts',
      target?.patient_id,
      visit?.id,
      place.providerId,
      startsAt,
      target?.service_type_id,
    ],
    queryFn: () => overrideBooking({ ...target!, is_preview: true }),
    enabled: target !== undefined,
  })
  const conflicts = target === undefined ? undefined : check.data?.conflicts
  const isAgainstRules = conflicts !== undefined && conflicts.length > 0
  const apply = useAction(
    async () => {
      if (target === undefined || startsAt === undefined || patient === null) return
      if (isAgainstRules) {
        const displace = Object.entries(draft.displaced).map(([appointment_id, { action, to }]) => ({
          appointment_id,
          action,
          starts_at: action === 'move' ? (instantOf(to, zone) ?? null) : null,
        }))
        await overrideBooking({ ...target, reason: draft.reason.trim(), displace, idempotency_key: key })
        return
      }
      const common = {
        provider_id: place.providerId,
        starts_at: startsAt,
        notify_patient: draft.isNotified,
        idempotency_key: key,
      }
      if (visit !== undefined) await moveAppointment(visit.id, { ...common, version: visit.version })
      else {
        await bookAppointment({
          ...common,
          clinic_id: clinic.id,
          patient_id: patient.id,
          service_type_id: service!.id,
        })
      }
    },
    {
      done: () =>
        `${visit === undefined ? 'Booked for' : 'Moved to'} ${startsAt === undefined ? '' : formatDayTime(startsAt, zone)}.`,
      onDone,
      hasOwnError: true,
    },
  )
  return {
    draft,
    /** Another input is another intent. */
    adjust(part: Partial<Draft>) {
      setDraft({ ...draft, ...part })
      renewKey()
    },
    startsAt,
    serviceId: service?.id,
    providerName: providers?.find(({ id }) => id === place.providerId)?.name,
    conflicts,
    isChecking: target !== undefined && check.isPending,
    checkError: check.error,
    isAgainstRules,
    apply,
    missing: missingWords(),
  }

  function missingWords(): string | null {
    if (patient === null) return 'Choose the patient first.'
    if (startsAt === undefined) return 'That time does not exist on that day.'
    if (!isAgainstRules) return null
    const isUndecided = conflicts.filter(needsDecision).some(({ appointment_id }) => {
      const decided = draft.displaced[appointment_id]
      return decided === undefined || (decided.action === 'move' && instantOf(decided.to, zone) === undefined)
    })
    if (isUndecided) return 'Say what happens to each booking in the way first.'
    return draft.reason.trim().length < MIN_REASON
      ? 'Say why first. The reason is kept in the audit trail.'
      : null
  }
}
