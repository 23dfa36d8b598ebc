'use client'

import { Checkbox, Description } from '@heroui/react'
import { useController } from 'react-hook-form'
import type { FieldProps } from './text-field.tsx'

/** Yes or no, in the form around it. */
export function CheckboxField({ name, label, description, ...props }: FieldProps) {
  const { field, fieldState } = useController({ name })
  return (
    <Checkbox
      {...props}
      name={name}
      isSelected={field.value === true}
      onChange={field.onChange}
      onBlur={field.onBlur}
      isInvalid={fieldState.invalid}
    >
      <Checkbox.Content ref={field.ref}>
        <Checkbox.Control>
          <Checkbox.Indicator />
        </Checkbox.Control>
        <span>{label}</span>
      </Checkbox.Content>
      {description !== undefined && <Description>{description}</Description>}
    </Checkbox>
  )
}
