'use client'

import { Description, FieldError, Input, Label, TextField } from '@heroui/react'
import { readZonedTime } from '#lib/api/zoned-time.ts'
import { Picker } from './picker.tsx'
import { formatTime, zoneName } from './time.ts'

/** What is typed (`2026-12-01T10:00`), and which of two it is on the night when the clocks go back. */
export interface ZonedInput {
  local: string
  isSecond: boolean
}

/** The instant that was typed; undefined while it is incomplete or no time of that zone. */
export function instantOf({ local, isSecond }: ZonedInput, zone: string): string | undefined {
  const read = readZonedTime(local, zone)
  if (read.kind === 'one') return read.instant
  if (read.kind === 'two') return isSecond ? read.second : read.first
  return undefined
}

interface ZonedTimeFieldProps {
  label: string
  /** The clinic's zone; its name is said under the field. */
  zone: string
  value: ZonedInput
  onChange: (value: ZonedInput) => void
  error?: string
}

/** Date and time in the clinic's zone. Asks which one on the night with two, refuses the hour that does not exist. */
export function ZonedTimeField({ label, zone, value, onChange, error }: ZonedTimeFieldProps) {
  const read = readZonedTime(value.local, zone)
  const isMissing = value.local !== '' && read.kind === 'none'
  const message = isMissing ? 'That time does not exist on that day: the clocks go forward.' : error
  return (
    <div className="flex flex-col gap-2">
      <TextField
        type="datetime-local"
        value={value.local}
        onChange={(local) => onChange({ local, isSecond: false })}
        isInvalid={message !== undefined}
        fullWidth
      >
        <Label>{label}</Label>
        <Input />
        <Description>{zoneName(zone)} time</Description>
        <FieldError>{message}</FieldError>
      </TextField>
      {read.kind === 'two' && (
        <Picker
          label="The clocks go back that night. Which one?"
          value={value.isSecond ? 'second' : 'first'}
          onChange={(id) => onChange({ ...value, isSecond: id === 'second' })}
          choices={[
            { id: 'first', label: `${formatTime(read.first, zone)}, before the change` },
            { id: 'second', label: `${formatTime(read.second, zone)}, after the change` },
          ]}
        />
      )}
    </div>
  )
}
