'use client'

import { useQuery } from '@tanstack/react-query'
import { serviceTypesQuery } from '#lib/api/providers.ts'
import { Picker } from '../ui/picker.tsx'

/** The service to use when nothing was chosen: the clinic's default, else its first. */
export function useServiceTypes(clinicId: string | undefined) {
  const { data } = useQuery(serviceTypesQuery(clinicId))
  const active = (data ?? []).filter((service) => service.is_active)
  return { services: active, fallback: active.find((service) => service.is_default) ?? active[0] }
}

interface ServicePickerProps {
  clinicId: string
  value: string | undefined
  onChange: (id: string) => void
  className?: string
}

/** What the visit is for. Its length is said with it, because it decides which times fit. */
export function ServicePicker({ clinicId, value, onChange, className }: ServicePickerProps) {
  const { services } = useServiceTypes(clinicId)
  const choices = services.map((service) => ({
    id: service.id,
    label: service.name,
    detail: `${service.duration_minutes} minutes`,
  }))
  return (
    <Picker
      label="Service"
      choices={choices}
      value={value ?? null}
      onChange={onChange}
      className={className}
    />
  )
}
