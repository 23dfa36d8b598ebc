'use client'

import { useController } from 'react-hook-form'
import { type Choice, Picker } from '../ui/picker.tsx'
import type { FieldProps } from './text-field.tsx'

interface SelectFieldProps extends FieldProps {
  choices: readonly Choice[]
  placeholder?: string
  className?: string
}

/** One of a list, in the form around it. The form's value is the choice's id, `null` when none is chosen. */
export function SelectField({ name, ...props }: SelectFieldProps) {
  const { field, fieldState } = useController({ name })
  return (
    <Picker
      {...props}
      value={field.value ?? null}
      onChange={field.onChange}
      onBlur={field.onBlur}
      error={fieldState.error?.message}
      triggerRef={field.ref}
    />
  )
}
