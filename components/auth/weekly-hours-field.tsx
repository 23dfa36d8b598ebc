'use client'

import { Button } from '@heroui/react'
import { Plus, X } from 'lucide-react'
import { useFieldArray } from 'react-hook-form'
import { SelectField } from '../form/select-field.tsx'
import { TextField } from '../form/text-field.tsx'

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
const WEEKDAY_CHOICES = WEEKDAYS.map((label, index) => ({ id: String(index + 1), label }))
const NEW_HOURS = { weekday: '1', start_local: '09:00', end_local: '17:00' }

/** Rows of weekday, from and until, in the clinic's local time. Form values: `weekday` as text, 1 is Monday. */
export function WeeklyHoursField({ name }: { name: string }) {
  const { fields, append, remove } = useFieldArray({ name })
  return (
    <div className="flex flex-col gap-2">
      {fields.map((row, index) => (
        <div key={row.id} className="flex items-end gap-2">
          <SelectField
            name={`${name}.${index}.weekday`}
            label="Day"
            choices={WEEKDAY_CHOICES}
            className="min-w-0 flex-1"
          />
          <TextField name={`${name}.${index}.start_local`} type="time" label="From" className="w-28" />
          <TextField name={`${name}.${index}.end_local`} type="time" label="Until" className="w-28" />
          <Button
            variant="ghost"
            isIconOnly
            aria-label={`Remove these hours, row ${index + 1}`}
            isDisabled={fields.length === 1}
            onPress={() => remove(index)}
          >
            <X aria-hidden="true" />
          </Button>
        </div>
      ))}
      <Button variant="outline" size="sm" onPress={() => append(NEW_HOURS)}>
        <Plus aria-hidden="true" /> Add hours
      </Button>
    </div>
  )
}
