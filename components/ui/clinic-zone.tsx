'use client'

import { useClinic } from '../shell/use-clinic.tsx'
import { zoneName } from './time.ts'

interface ClinicZoneProps {
  /** Where the page is about one clinic whatever the frame stands in. */
  clinic?: { name: string; time_zone: string }
  /** Where the page is about more than one clinic: `New York time`. */
  isZoneOnly?: boolean
}

/** `Riverside Clinic · New York time`: says once per screen whose time all of its times are in. */
export function ClinicZone({ clinic: own, isZoneOnly = false }: ClinicZoneProps) {
  const frame = useClinic().clinic
  const clinic = own ?? frame
  if (clinic === undefined) return null
  return (
    <span className="truncate">
      {isZoneOnly ? '' : `${clinic.name} · `}
      {zoneName(clinic.time_zone)} time
    </span>
  )
}
