'use client'

import { Checkbox, CheckboxGroup, Description, FieldError, Label } from '@heroui/react'
import { useController } from 'react-hook-form'
import type { Choice } from '../ui/picker.tsx'
import type { FieldProps } from './text-field.tsx'

interface CheckboxListFieldProps extends FieldProps {
  choices: readonly Choice[]
  /** What it says when there is nothing to choose from. */
  emptyWords?: string
  className?: string
}

/** Any of a list, in the form around it. The form's value is an array of the choices' ids. */
export function CheckboxListField({
  name,
  label,
  description,
  choices,
  emptyWords,
  className,
  ...props
}: CheckboxListFieldProps) {
  const { field, fieldState } = useController({ name })
  return (
    <CheckboxGroup
      {...props}
      name={name}
      value={field.value ?? []}
      onChange={field.onChange}
      onBlur={field.onBlur}
      isInvalid={fieldState.invalid}
      className={className}
    >
      <Label>{label}</Label>
      {description !== undefined && <Description>{description}</Description>}
      {choices.length === 0 && emptyWords !== undefined && <p className="text-muted">{emptyWords}</p>}
      <div className="grid gap-x-4 gap-y-2 pt-1.5 sm:grid-cols-2 [&_[data-slot=checkbox]]:mt-0">
        {choices.map((choice) => (
          <Checkbox key={choice.id} value={choice.id}>
            <Checkbox.Content>
              <Checkbox.Control>
                <Checkbox.Indicator />
              </Checkbox.Control>
              <span className="flex min-w-0 flex-col">
                <span>{choice.label}</span>
                {choice.detail !== undefined && <span className="text-xs text-muted">{choice.detail}</span>}
              </span>
            </Checkbox.Content>
          </Checkbox>
        ))}
      </div>
      <FieldError>{fieldState.error?.message}</FieldError>
    </CheckboxGroup>
  )
}
