'use client'

import { Button } from '@heroui/react'
import { useFormContext } from 'react-hook-form'

/** Set by the form when somebody else was faster: the version that stands by now. */
export const CHANGED = 'changed_meanwhile'

/** Why the last try failed. When somebody else was faster: calmly so, with what was typed kept and a way to go on. */
export function FormError() {
  const { formState, setValue } = useFormContext()
  const { errors, isSubmitting } = formState
  const { message, types } = (errors.root ?? {}) as { message?: string; types?: Record<string, string> }
  if (message === undefined) return null
  const version = Number(types?.[CHANGED] ?? Number.NaN)
  if (Number.isNaN(version)) {
    return (
      <p role="alert" className="rounded-lg bg-danger-soft px-3 py-2 text-danger-ink">
        {message}
      </p>
    )
  }
  return (
    <div role="alert" className="flex flex-col gap-2 rounded-lg bg-warning-soft px-3 py-2.5 text-warning-ink">
      <p>{message} What you typed is kept here.</p>
      <p>Cancel to look at the change first, or save yours in its place.</p>
      <Button
        type="submit"
        variant="outline"
        size="sm"
        className="self-start"
        isDisabled={isSubmitting}
        onPress={() => setValue('version', version)}
      >
        Save mine in its place
      </Button>
    </div>
  )
}
