'use client'

import { Description, FieldError, TextField as HeroTextField, Input, Label, TextArea } from '@heroui/react'
import { useController } from 'react-hook-form'

export interface FieldProps {
  /** Path in the form's values, like `clinic.name`. */
  name: string
  label: string
  description?: string
  isRequired?: boolean
  isDisabled?: boolean
}

interface TextFieldProps extends FieldProps {
  type?: 'text' | 'email' | 'password' | 'tel' | 'time' | 'date' | 'datetime-local'
  autoComplete?: string
  placeholder?: string
  /** More than one line. */
  rows?: number
  className?: string
}

/** A labelled text input of the form around it, with its error under it. */
export function TextField({
  name,
  label,
  description,
  rows,
  placeholder,
  type = 'text',
  ...props
}: TextFieldProps) {
  const { field, fieldState } = useController({ name })
  return (
    <HeroTextField
      {...props}
      type={type}
      name={name}
      value={field.value ?? ''}
      onChange={field.onChange}
      onBlur={field.onBlur}
      isInvalid={fieldState.invalid}
      fullWidth
    >
      <Label>{label}</Label>
      {rows === undefined ? (
        <Input ref={field.ref} placeholder={placeholder} />
      ) : (
        <TextArea ref={field.ref} rows={rows} placeholder={placeholder} />
      )}
      {description !== undefined && <Description>{description}</Description>}
      <FieldError>{fieldState.error?.message}</FieldError>
    </HeroTextField>
  )
}
