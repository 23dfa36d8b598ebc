'use client'

import { z } from 'zod'
import { reason } from '#lib/domain/wire.ts'
import { Form } from '../form/form.tsx'
import { FormActions } from '../form/form-actions.tsx'
import { TextField } from '../form/text-field.tsx'
import { Dialog, DialogBody } from '../ui/dialog.tsx'

const reasonForm = z.object({ reason })

interface ReasonDialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  title: string
  description: string
  submitLabel: string
  onSubmit: (reason: string) => Promise<unknown>
}

/** Asks why, and does it then. */
export function ReasonDialog({ onSubmit, submitLabel, ...dialog }: ReasonDialogProps) {
  const close = () => dialog.onOpenChange(false)
  return (
    <Dialog {...dialog}>
      <DialogBody>
        <Form
          schema={reasonForm}
          defaultValues={{ reason: '' }}
          onSubmit={async (values) => {
            await onSubmit(values.reason)
            close()
          }}
        >
          <TextField
            name="reason"
            label="Why now"
            description="Kept in the audit trail."
            placeholder="The visit is at seven tomorrow"
            rows={2}
            isRequired
          />
          <FormActions submitLabel={submitLabel} onCancel={close} />
        </Form>
      </DialogBody>
    </Dialog>
  )
}
