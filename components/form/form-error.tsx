'use client'

import { useFormContext } from 'react-hook-form'
import { ChangedNotice } from './changed-notice.tsx'

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
    <ChangedNotice
      message={message}
      type="submit"
      isDisabled={isSubmitting}
      onSaveMine={() => setValue('version', version)}
    />
  )
}
