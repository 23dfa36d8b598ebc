'use client'

import { useClinic } from '../shell/use-clinic.tsx'
import { zoneName } from './time.ts'

/** `Riverside Clinic · New York time`: says once per screen whose time all of its times are in. */
export function ClinicZone() {
  const { clinic } = useClinic()
  if (clinic === undefined) return null
  return (
    <span className="truncate">
      {clinic.name} · {zoneName(clinic.time_zone)} time
    </span>
  )
}
