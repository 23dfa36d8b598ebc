'use client'

import { recordOptOut } from '#lib/api/consent.ts'
import { recordOptOutInput } from '#lib/domain/consent/schema.ts'
import { Form } from '../form/form.tsx'
import { FormActions } from '../form/form-actions.tsx'
import { TextField } from '../form/text-field.tsx'
import { Dialog, DialogBody } from '../ui/dialog.tsx'
import { useAction } from '../ui/use-action.ts'

interface OptOutDialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  patient: { id: string; name: string }
}

/** The patient said, not wrote, that they want no more texts. */
export function OptOutDialog({ isOpen, onOpenChange, patient }: OptOutDialogProps) {
  const save = useAction(recordOptOut, {
    done: `${patient.name} gets no more texts.`,
    onDone: () => onOpenChange(false),
    hasOwnError: true,
  })
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={`No more texts to ${patient.name}?`}
      description="For what the patient said on the phone or at the desk."
    >
      <DialogBody>
        <Form
          schema={recordOptOutInput}
          defaultValues={{ patient_id: patient.id, note: '' }}
          onSubmit={(values) => save.mutateAsync(values)}
        >
          <p>
            It counts at once, for everybody with this number and at every clinic. Texts that wait are
            dropped, open offers end, and visits stay as they are.
          </p>
          <TextField name="note" label="What the patient said (may stay empty)" rows={2} />
          <FormActions submitLabel="Stop the texts" onCancel={() => onOpenChange(false)} />
        </Form>
      </DialogBody>
    </Dialog>
  )
}
