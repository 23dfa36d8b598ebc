'use client'

import { useController } from 'react-hook-form'
import { type Choice, Picker } from '../ui/picker.tsx'
import type { FieldProps } from './text-field.tsx'

interface OptionalSelectFieldProps extends FieldProps {
  choices: readonly Choice[]
  /** What it says when none is chosen: "No preference". */
  noneLabel: string
  className?: string
}

const NONE = 'none'

/** One of a list or none, in the form around it. The form's value is the choice's id, `null` for none. */
export function OptionalSelectField({ name, choices, noneLabel, ...props }: OptionalSelectFieldProps) {
  const { field, fieldState } = useController({ name })
  return (
    <Picker
      {...props}
      choices={[{ id: NONE, label: noneLabel }, ...choices]}
      value={field.value ?? NONE}
      onChange={(id) => field.onChange(id === NONE ? null : id)}
      onBlur={field.onBlur}
      error={fieldState.error?.message}
      triggerRef={field.ref}
    />
  )
}
