'use client'

import { Checkbox, FieldError, Input, Label, TextField } from '@heroui/react'
import { useController } from 'react-hook-form'

/** What most clinics keep; also what the boxes show when quiet hours are switched on. */
export const USUAL_QUIET_HOURS = '20:00-08:00'

const NAME = 'quiet_hours'

/** From when until when nobody is texted unasked, in the form around it; its value is `20:00-08:00` or null. */
export function QuietHoursField() {
  const { field, fieldState } = useController({ name: NAME })
  const hours = typeof field.value === 'string' ? field.value : null
  const [from = '', until = ''] = (hours ?? '').split('-')
  return (
    <div className="flex flex-col gap-2">
      <Checkbox
        name={NAME}
        isSelected={hours !== null}
        onChange={(isOn) => field.onChange(isOn ? USUAL_QUIET_HOURS : null)}
        onBlur={field.onBlur}
      >
        <Checkbox.Content ref={field.ref}>
          <Checkbox.Control>
            <Checkbox.Indicator />
          </Checkbox.Control>
          <span>Quiet hours</span>
        </Checkbox.Content>
      </Checkbox>
      {hours !== null && (
        <div className="grid grid-cols-2 gap-3 ps-7">
          <TextField
            type="time"
            value={from}
            onChange={(value) => field.onChange(`${value}-${until}`)}
            isInvalid={fieldState.invalid}
            fullWidth
          >
            <Label>From</Label>
            <Input />
          </TextField>
          <TextField
            type="time"
            value={until}
            onChange={(value) => field.onChange(`${from}-${value}`)}
            isInvalid={fieldState.invalid}
            fullWidth
          >
            <Label>Until</Label>
            <Input />
            <FieldError>{fieldState.error?.message}</FieldError>
          </TextField>
        </div>
      )}
      <p className="ps-7 text-xs text-muted">
        {hours === null
          ? 'Texts leave at any hour.'
          : 'No campaign or suggestion is texted then, by the time where the patient is. Answers to a patient’s own text always leave.'}
      </p>
    </div>
  )
}
