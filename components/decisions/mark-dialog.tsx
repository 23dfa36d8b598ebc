'use client'

import { markDecision } from '#lib/api/decisions.ts'
import {
  type DecisionView,
  type MarkDecisionInput,
  markDecisionInput,
} from '#lib/domain/messaging/decision-schema.ts'
import { labelChoices } from '#lib/domain/messaging/eval/labels.ts'
import { Form } from '../form/form.tsx'
import { FormActions } from '../form/form-actions.tsx'
import { SelectField } from '../form/select-field.tsx'
import { TextField } from '../form/text-field.tsx'
import { Dialog, DialogBody } from '../ui/dialog.tsx'
import { useAction } from '../ui/use-action.ts'

interface MarkDialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  decision: NonNullable<DecisionView['decision']>
  /** How many times were offered. */
  options: number
}

/** Says that a text was misread, and what would have been right. */
export function MarkDialog({ isOpen, onOpenChange, decision, options }: MarkDialogProps) {
  const save = useAction((input: MarkDecisionInput) => markDecision(input), {
    done: 'Noted. Every later evaluation reads this text.',
    onDone: () => onOpenChange(false),
    hasOwnError: true,
  })
  const choices = labelChoices(options).filter(({ id }) => id !== decision.reading)
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="What would have been right?"
      description={`It was read as: ${decision.reading_words.toLowerCase()}.`}
    >
      <DialogBody className="overflow-y-auto">
        <Form
          schema={markDecisionInput}
          defaultValues={{ decision_id: decision.id, note: '' }}
          onSubmit={(values) => save.mutateAsync(values)}
        >
          <p>
            This undoes nothing: settle the visit itself in the conversation. The text, with what was offered,
            becomes a case that the reader is measured by.
          </p>
          <SelectField name="expected" label="The patient meant" choices={choices} placeholder="Choose" />
          <TextField name="note" label="Note (may stay empty)" rows={2} />
          <FormActions submitLabel="Mark as misread" onCancel={() => onOpenChange(false)} />
        </Form>
      </DialogBody>
    </Dialog>
  )
}
