'use client'

import { Button } from '@heroui/react'
import { Plus, X } from 'lucide-react'
import { useFieldArray, useFormContext } from 'react-hook-form'
import { SelectField } from '../form/select-field.tsx'
import { TextField } from '../form/text-field.tsx'
import { WEEKDAYS } from './hours-words.ts'
import type { HoursRow, ProviderForm } from './provider-form-schema.ts'

const CHOICES = WEEKDAYS.map((label, index) => ({ id: String(index + 1), label }))
const FIRST_HOURS: HoursRow = {
  weekday: '1',
  start_local: '09:00',
  end_local: '17:00',
  from_date: '',
  until_date: '',
}

/** Where rows stand under each other one head of labels is enough to see; screen readers get each. */
const LABELS_ONCE = 'sm:[&_.label]:sr-only'

/** Rows of weekday, from and until, each perhaps only from or until a date; in the clinic's local time. */
export function HoursField() {
  const { fields, append, remove } = useFieldArray<ProviderForm, 'hours'>({ name: 'hours' })
  const { getValues } = useFormContext<ProviderForm>()
  const addNext = () => append(nextRow(getValues('hours').at(-1)))
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="pb-1 text-xs font-medium text-ink-secondary">Weekly hours</legend>
      {fields.length === 0 && (
        <p className="text-muted">No hours: nothing can be booked with this provider.</p>
      )}
      {fields.map((row, index) => (
        <div
          key={row.id}
          className={`grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-start gap-2 rounded-lg border border-border p-2 sm:grid-cols-[minmax(6.5rem,1fr)_7.5rem_7.5rem_8.25rem_8.25rem_2rem] sm:border-0 sm:p-0 ${index === 0 ? '' : LABELS_ONCE}`}
        >
          <SelectField
            name={`hours.${index}.weekday`}
            label="Day"
            choices={CHOICES}
            className="col-span-2 sm:col-span-1"
          />
          <RemoveButton index={index} onRemove={() => remove(index)} className="sm:order-last" />
          <TextField name={`hours.${index}.start_local`} type="time" label="From" />
          <TextField name={`hours.${index}.end_local`} type="time" label="Until" />
          <span className="sm:hidden" />
          <TextField name={`hours.${index}.from_date`} type="date" label="First day" />
          <TextField name={`hours.${index}.until_date`} type="date" label="Last day" />
        </div>
      ))}
      <Button variant="outline" size="sm" className="w-fit" onPress={addNext}>
        <Plus aria-hidden="true" /> Add hours
      </Button>
    </fieldset>
  )
}

interface RemoveButtonProps {
  index: number
  onRemove: () => void
  className: string
}

function RemoveButton({ index, onRemove, className }: RemoveButtonProps) {
  return (
    <Button
      variant="ghost"
      isIconOnly
      aria-label={`Remove these hours, row ${index + 1}`}
      className={`mt-5.5 ${index === 0 ? '' : 'sm:mt-0'} ${className}`}
      onPress={onRemove}
    >
      <X aria-hidden="true" />
    </Button>
  )
}

/** The same hours on the next day of the week, which is what usually comes next. */
function nextRow(last: HoursRow | undefined): HoursRow {
  if (last === undefined) return FIRST_HOURS
  return { ...last, weekday: String((Number(last.weekday) % 7) + 1) as HoursRow['weekday'] }
}
