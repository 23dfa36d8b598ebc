'use client'

import { ComboBox, Description, FieldError, Input, Label, ListBox } from '@heroui/react'
import { useMemo } from 'react'
import { useController } from 'react-hook-form'
import { formatTime } from '../ui/time.ts'
import { useNow } from '../ui/use-now.tsx'
import { type Zone, zoneChoices } from './zone-choices.ts'

const TICK_MS = 15_000

interface ZoneFieldProps {
  name: string
  label: string
  note?: string
  isRequired?: boolean
}

/** An IANA time zone of the form around it, found by typing a part of its name; the form's value is '' for none. */
export function ZoneField({ name, label, note, isRequired = true }: ZoneFieldProps) {
  const { field, fieldState } = useController({ name })
  const now = useNow(TICK_MS)
  const zones = useMemo(() => zoneChoices(Intl.supportedValuesOf('timeZone'), field.value), [field.value])
  return (
    <ComboBox
      name={name}
      defaultItems={zones}
      value={field.value === '' ? null : field.value}
      onChange={(key) => field.onChange(key === null ? '' : String(key))}
      onBlur={field.onBlur}
      isInvalid={fieldState.invalid}
      allowsEmptyCollection
      isRequired={isRequired}
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
