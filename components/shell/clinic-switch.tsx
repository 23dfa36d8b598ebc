'use client'

import { Button, Dropdown } from '@heroui/react'
import { Building2, ChevronDown } from 'lucide-react'
import { formatTime, zoneName } from '../ui/time.ts'
import { useNow } from '../ui/use-now.tsx'
import { useClinic } from './use-clinic.tsx'

const TICK_MS = 5_000

/** Which clinic the console stands in, with that clinic's local time. */
export function ClinicSwitch() {
  const { clinics, clinic, choose } = useClinic()
  const now = useNow(TICK_MS)
  if (clinic === undefined) return <div className="h-9 rounded-lg border border-border bg-surface" />
  const localTime = (zone: string) =>
    now === undefined ? zoneName(zone) : `${zoneName(zone)} · ${formatTime(now, zone)}`
  return (
    <Dropdown>
      <Button
        variant="outline"
        aria-label={`Clinic: ${clinic.name}, ${localTime(clinic.time_zone)}. Change clinic`}
        className="h-auto w-full justify-start px-2.5 py-1 text-start sm:max-lg:h-9 sm:max-lg:justify-center sm:max-lg:px-0"
      >
        <Building2 aria-hidden="true" className="hidden sm:max-lg:block" />
        <span className="flex min-w-0 flex-1 flex-col sm:max-lg:hidden">
          <span className="truncate text-xs font-semibold">{clinic.name}</span>
          <span className="truncate text-2xs font-normal text-muted">{localTime(clinic.time_zone)}</span>
        </span>
        <ChevronDown aria-hidden="true" className="size-3 text-muted sm:max-lg:hidden" />
      </Button>
      <Dropdown.Popover placement="bottom start">
        <Dropdown.Menu
          aria-label="Clinics"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[clinic.id]}
          onAction={(key) => choose(String(key))}
        >
          {clinics.map((candidate) => (
            <Dropdown.Item key={candidate.id} id={candidate.id} textValue={candidate.name}>
              <Dropdown.ItemIndicator />
              <span className="flex flex-col">
                <span>{candidate.name}</span>
                <span className="text-xs text-muted">{localTime(candidate.time_zone)}</span>
              </span>
            </Dropdown.Item>
          ))}
        </Dropdown.Menu>
      </Dropdown.Popover>
    </Dropdown>
  )
}
