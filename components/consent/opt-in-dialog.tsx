'use client'

import { TriangleAlert } from 'lucide-react'
import { recordOptIn } from '#lib/api/consent.ts'
import { type RecordOptInInput, recordOptInInput } from '#lib/domain/consent/schema.ts'
import { CONSENT_GIVEN, CONSENT_GIVEN_WAYS } from '#lib/domain/consent/sources.ts'
import { CONSENT_WORDINGS } from '#lib/domain/consent/wordings.ts'
import { Form } from '../form/form.tsx'
import { FormActions } from '../form/form-actions.tsx'
import { SelectField } from '../form/select-field.tsx'
import { TextField } from '../form/text-field.tsx'
import { Dialog, DialogBody } from '../ui/dialog.tsx'
import { useAction } from '../ui/use-action.ts'

const WAYS = CONSENT_GIVEN_WAYS.map((id) => ({ id, label: CONSENT_GIVEN[id] }))

interface OptInDialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  patient: { id: string; name: string }
  /** The carrier may keep its own block. */
  isCarrierBlock: boolean
}

/** The patient agreed to texts again, to a person. */
export function OptInDialog({ isOpen, onOpenChange, patient, isCarrierBlock }: OptInDialogProps) {
  const save = useAction((input: RecordOptInInput) => recordOptIn(input), {
    done: `${patient.name} may be texted again.`,
    onDone: () => onOpenChange(false),
    hasOwnError: true,
  })
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={`Record consent of ${patient.name}`}
      description={CONSENT_WORDINGS['record-1']}
    >
      <DialogBody>
        <Form
          schema={recordOptInInput}
          defaultValues={{ patient_id: patient.id, reason: '' }}
          onSubmit={(values) => save.mutateAsync(values)}
        >
          {isCarrierBlock && (
            <p className="flex items-start gap-2 rounded-lg bg-warning-soft px-3 py-2 text-warning-ink">
              <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
              The patient opted out at the carrier, which keeps a block of its own. Ask them to text START as
              well; until then the carrier may refuse our texts.
            </p>
          )}
          <SelectField name="given" label="How consent was given" choices={WAYS} placeholder="Choose" />
          <TextField
            name="reason"
            label="What was said or signed"
            description="Kept in the consent history, with your name."
            rows={2}
            isRequired
          />
          <FormActions submitLabel="Record consent" onCancel={() => onOpenChange(false)} />
        </Form>
      </DialogBody>
    </Dialog>
  )
}
