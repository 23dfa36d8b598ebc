'use client'

import { Button } from '@heroui/react'
import type { ReactNode } from 'react'
import { useFormState } from 'react-hook-form'
import { FormError } from './form-error.tsx'

interface FormActionsProps {
  /** The verb: "Send offer". */
  submitLabel: string
  /** Leaves without saving; no button without it. */
  onCancel?: () => void
  /** Before the buttons, like a segment count. */
  children?: ReactNode
  isFullWidth?: boolean
}

/** The end of a form: what went wrong as a whole, then cancel and submit. */
export function FormActions({ submitLabel, onCancel, children, isFullWidth = false }: FormActionsProps) {
  const { isSubmitting } = useFormState()
  return (
    <div className="flex flex-col gap-3">
      <FormError />
      <div className="flex items-center justify-end gap-2">
        {children}
        {onCancel !== undefined && (
          <Button variant="outline" isDisabled={isSubmitting} onPress={onCancel}>
            Cancel
          </Button>
        )}
        <Button type="submit" variant="primary" isPending={isSubmitting} fullWidth={isFullWidth}>
          {submitLabel}
        </Button>
      </div>
    </div>
  )
}
