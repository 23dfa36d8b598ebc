'use client'

import { useQuery } from '@tanstack/react-query'
import { slotsQuery } from '#lib/api/slots.ts'
import { readZonedTime } from '#lib/api/zoned-time.ts'
import type { SlotFilterValue } from './slot-filters.tsx'

interface SlotSearch {
  clinic: { id: string; time_zone: string }
  serviceTypeId: string | undefined
  patientId?: string
  filter: SlotFilterValue
}

/** Free times of a clinic for a service, ranked for the patient. Waits until the service is known. */
export function useSlots({ clinic, serviceTypeId, patientId, filter }: SlotSearch) {
  const midnight =
    filter.from_date === '' ? undefined : readZonedTime(`${filter.from_date}T00:00`, clinic.time_zone)
  const from =
    midnight?.kind === 'one' ? midnight.instant : midnight?.kind === 'two' ? midnight.first : undefined
  return useQuery(
    slotsQuery(
      serviceTypeId === undefined
        ? undefined
        : {
            clinic_id: clinic.id,
            service_type_id: serviceTypeId,
            patient_id: patientId,
            provider_ids: filter.provider_id === null ? undefined : [filter.provider_id],
            time_of_day: filter.time_of_day ?? undefined,
            from,
          },
    ),
  )
}
