'use client'

import { Button } from '@heroui/react'
import { Dices } from 'lucide-react'
import { useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { TextField } from '../form/text-field.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { suggestPassword } from './suggest-password.ts'

/** A password that somebody else will use: typed, or made here and shown to be handed over. Its form field is `password`. */
export function NewPasswordField() {
  const { setValue } = useFormContext<{ password: string }>()
  const [made, setMade] = useState<string>()
  const isMade = useWatch({ name: 'password' }) === made
  const suggest = () => {
    const password = suggestPassword()
    setMade(password)
    setValue('password', password, { shouldValidate: true, shouldDirty: true })
  }
  return (
    <div className="flex flex-col gap-2">
      <TextField
        name="password"
        type={isMade ? 'text' : 'password'}
        label="Password"
        description="At least 12 characters. A few words in a row are good."
        autoComplete="new-password"
        isRequired
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="outline" size="sm" onPress={suggest}>
          <Dices aria-hidden="true" /> Make one
        </Button>
        {isMade && made !== undefined && (
          <>
            <CopyButton text={made} what="the password" />
            <span className="text-xs text-muted">Hand it over now: nobody can read it later.</span>
          </>
        )}
      </div>
    </div>
  )
}
