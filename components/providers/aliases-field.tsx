'use client'

import { Description, FieldError, Input, Label, TextField } from '@heroui/react'
import { useState } from 'react'
import { useController, useFormState } from 'react-hook-form'

const SEPARATOR = /[,\n]/

/** What agents also call something, as one line with commas. The form's value is a list. */
export function AliasesField() {
  const { field, fieldState } = useController({ name: 'aliases' })
  const [text, setText] = useState(() => (field.value as string[]).join(', '))
  // An error of one entry stands under its place in the list.
  const { errors } = useFormState({ name: 'aliases' })
  const entries = Array.isArray(errors.aliases) ? (errors.aliases as { message?: string }[]) : []
  const message = fieldState.error?.message ?? entries.find((entry) => entry?.message)?.message
  const change = (next: string) => {
    setText(next)
    field.onChange(
      next
        .split(SEPARATOR)
        .map((name) => name.trim())
        .filter(Boolean),
    )
  }
  return (
    <TextField
      name="aliases"
      value={text}
      onChange={change}
      onBlur={field.onBlur}
      isInvalid={message !== undefined}
      autoComplete="off"
      fullWidth
    >
      <Label>Also called</Label>
      <Input ref={field.ref} />
      <Description>
        Names or ids by which other agents ask for it, with commas between. May stay empty.
      </Description>
      <FieldError>{message}</FieldError>
    </TextField>
  )
}
