'use client'

import { ComboBox, Description, FieldError, Input, Label, ListBox } from '@heroui/react'
import { useMemo } from 'react'
import { useController } from 'react-hook-form'
import { formatTime } from '../ui/time.ts'
import { useNow } from '../ui/use-now.tsx'

const TICK_MS = 15_000

interface Zone {
  id: string
  label: string
}

/** An IANA time zone of the form around it, found by typing a part of its name. */
export function ZoneField({ name, label, note }: { name: string; label: string; note?: string }) {
  const { field, fieldState } = useController({ name })
  const now = useNow(TICK_MS)
  const zones = useMemo(() => zonesWith(field.value), [field.value])
  return (
    <ComboBox
      name={name}
      defaultItems={zones}
      value={field.value === '' ? null : field.value}
      onChange={(key) => field.onChange(key === null ? '' : String(key))}
      onBlur={field.onBlur}
      isInvalid={fieldState.invalid}
      isRequired
      fullWidth
    >
      <Label>{label}</Label>
      <ComboBox.InputGroup>
        <Input ref={field.ref} placeholder="A city, like New York" autoComplete="off" />
        <ComboBox.Trigger />
      </ComboBox.InputGroup>
      <Description>
        {field.value !== '' && now !== undefined && `It is ${formatTime(now, field.value)} there now. `}
        {note}
      </Description>
      <FieldError>{fieldState.error?.message}</FieldError>
      <ComboBox.Popover>
        <ListBox<Zone>
          renderEmptyState={() => <p className="px-3 py-4 text-center text-muted">No zone by that name.</p>}
        >
          {(zone) => (
            <ListBox.Item id={zone.id} textValue={zone.label}>
              {zone.label}
              <ListBox.ItemIndicator />
            </ListBox.Item>
          )}
        </ListBox>
      </ComboBox.Popover>
    </ComboBox>
  )
}

/** The zones that this browser knows, and the one that is set: browsers list one name of several for a zone. */
function zonesWith(current: string): Zone[] {
  const known = Intl.supportedValuesOf('timeZone')
  const ids = current === '' || known.includes(current) ? known : [current, ...known]
  return ids.map((id) => ({ id, label: id.replaceAll('_', ' ') }))
}
