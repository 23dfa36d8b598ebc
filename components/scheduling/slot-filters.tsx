'use client'

import { Input, Label, TextField } from '@heroui/react'
import { useQuery } from '@tanstack/react-query'
import { providersQuery } from '#lib/api/providers.ts'
import type { FindSlotsInput } from '#lib/domain/scheduling/schema.ts'
import { Picker } from '../ui/picker.tsx'

export interface SlotFilterValue {
  provider_id: string | null
  time_of_day: FindSlotsInput['time_of_day']
  /** `YYYY-MM-DD` in the clinic's zone; empty is from now. */
  from_date: string
}

export const NO_SLOT_FILTER: SlotFilterValue = { provider_id: null, time_of_day: null, from_date: '' }

const ANY = 'any'
const TIMES = [
  { id: ANY, label: 'Any time' },
  { id: 'morning', label: 'Morning' },
  { id: 'afternoon', label: 'Afternoon' },
  { id: 'evening', label: 'Evening' },
]

interface SlotFiltersProps {
  clinicId: string
  serviceTypeId: string
  value: SlotFilterValue
  onChange: (value: SlotFilterValue) => void
}

/** Narrows the search for free times. */
export function SlotFilters({ clinicId, serviceTypeId, value, onChange }: SlotFiltersProps) {
  const { data: providers } = useQuery(providersQuery(clinicId))
  const offering = (providers ?? []).filter(
    (provider) =>
      provider.is_active && provider.service_types.some((service) => service.id === serviceTypeId),
  )
  const choices = [
    { id: ANY, label: 'Any provider' },
    ...offering.map(({ id, name }) => ({ id, label: name })),
  ]
  return (
    <div className="grid grid-cols-2 gap-2 sm:grid-cols-3">
      <Picker
        label="Provider"
        choices={choices}
        value={value.provider_id ?? ANY}
        onChange={(id) => onChange({ ...value, provider_id: id === ANY ? null : id })}
      />
      <Picker
        label="Time of day"
        choices={TIMES}
        value={value.time_of_day ?? ANY}
        onChange={(id) =>
          onChange({ ...value, time_of_day: id === ANY ? null : (id as SlotFilterValue['time_of_day']) })
        }
      />
      <TextField
        type="date"
        value={value.from_date}
        onChange={(date) => onChange({ ...value, from_date: date })}
      >
        <Label>From</Label>
        <Input />
      </TextField>
    </div>
  )
}
