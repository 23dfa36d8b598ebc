'use client'

import { Description, FieldError, NumberField as HeroNumberField, Label } from '@heroui/react'
import { useController } from 'react-hook-form'
import type { FieldProps } from './text-field.tsx'

interface NumberFieldProps extends FieldProps {
  min?: number
  max?: number
  step?: number
  className?: string
}

/** A whole number of the form around it, with steps. */
export function NumberField({ name, label, description, min, max, step, ...props }: NumberFieldProps) {
  const { field, fieldState } = useController({ name })
  return (
    <HeroNumberField
      {...props}
      name={name}
      value={field.value ?? Number.NaN}
      onChange={(value) => field.onChange(Number.isNaN(value) ? null : value)}
      onBlur={field.onBlur}
      minValue={min}
      maxValue={max}
      step={step}
      isInvalid={fieldState.invalid}
      fullWidth
    >
      <Label>{label}</Label>
      <HeroNumberField.Group>
        <HeroNumberField.DecrementButton />
        <HeroNumberField.Input ref={field.ref} />
        <HeroNumberField.IncrementButton />
      </HeroNumberField.Group>
      {description !== undefined && <Description>{description}</Description>}
      <FieldError>{fieldState.error?.message}</FieldError>
    </HeroNumberField>
  )
}
