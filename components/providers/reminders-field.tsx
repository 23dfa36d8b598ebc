'use client'

import { Button, Label } from '@heroui/react'
import { X } from 'lucide-react'
import { useController } from 'react-hook-form'
import { MAX_REMINDERS, reminderRuleWords } from '#lib/domain/messaging/reminder.ts'
import { Picker } from '../ui/picker.tsx'

const HOUR = 60
const DAY = 24 * HOUR
const COMMON = [14 * DAY, 7 * DAY, 3 * DAY, 2 * DAY, DAY, 12 * HOUR, 6 * HOUR, 3 * HOUR, 2 * HOUR, HOUR]

/** How long before a visit its patient is reminded, longest first. The form's value is a list of minutes. */
export function RemindersField({ name }: { name: string }) {
  const { field, fieldState } = useController({ name })
  const minutes: number[] = field.value ?? []
  const change = (next: number[]) => field.onChange([...new Set(next)].sort((a, b) => b - a))
  const choices = COMMON.filter((each) => !minutes.includes(each)).map((each) => ({
    id: String(each),
    label: reminderRuleWords(each),
  }))
  return (
    <fieldset className="flex flex-col gap-2">
      <Label elementType="legend">Reminders</Label>
      <p className="text-xs text-muted">
        Texted before each visit until the patient confirms. Quiet hours hold; one is left out when the visit
        was booked shortly before it.
      </p>
      <div className="flex flex-wrap items-center gap-2">
        {minutes.map((each) => (
          <span
            key={each}
            className="inline-flex min-h-8 items-center gap-1 rounded-lg border border-border ps-2.5 pe-1 pointer-coarse:min-h-11"
          >
            {reminderRuleWords(each)}
            <Button
              isIconOnly
              size="sm"
              variant="ghost"
              aria-label={`Remove the reminder ${reminderRuleWords(each)}`}
              onPress={() => change(minutes.filter((one) => one !== each))}
            >
              <X aria-hidden="true" className="size-3.5" />
            </Button>
          </span>
        ))}
        {minutes.length === 0 && <span className="text-muted">None</span>}
      </div>
      {minutes.length < MAX_REMINDERS && (
        <Picker
          label="Add a reminder"
          placeholder="Choose when"
          choices={choices}
          value={null}
          onChange={(id) => change([...minutes, Number(id)])}
        />
      )}
      {fieldState.error?.message !== undefined && (
        <p className="text-danger-ink">{fieldState.error.message}</p>
      )}
    </fieldset>
  )
}
