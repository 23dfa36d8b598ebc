'use client'

import { saveTextPolicy } from '#lib/api/text-policy.ts'
import {
  type SaveTextPolicyInput,
  saveTextPolicyInput,
  type TextPolicyView,
} from '#lib/domain/messaging/text-schema.ts'
import { CheckboxField } from '../../form/checkbox-field.tsx'
import { Form } from '../../form/form.tsx'
import { FormActions } from '../../form/form-actions.tsx'
import { NumberField } from '../../form/number-field.tsx'
import { usePermissionReason } from '../../shell/use-me.ts'
import { SectionCard } from '../../ui/section-card.tsx'
import { useAction } from '../../ui/use-action.ts'
import { QuietHoursField } from '../clinic-quiet-hours-field.tsx'

/** The clinic's rules: quiet hours, how many automated texts a patient gets, and whether texts change carriers. */
export function PolicyForm({ policy }: { policy: TextPolicyView }) {
  const denied = usePermissionReason()('settings:write')
  const save = useAction((input: SaveTextPolicyInput) => saveTextPolicy(input), {
    done: 'The rules for texts are saved.',
    hasOwnError: true,
  })
  return (
    <SectionCard title="When texts may leave">
      <Form
        aria-label="Rules for texts"
        schema={saveTextPolicyInput}
        defaultValues={valuesOf(policy)}
        onSubmit={save.mutateAsync}
      >
        <fieldset disabled={denied !== null} className="flex min-w-0 flex-col gap-5">
          <legend className="sr-only">Rules for texts</legend>
          <QuietHoursField />
          <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2">
            <NumberField
              name="max_texts_per_day"
              label="Automated texts per patient and day"
              description="0 or empty: no limit. Confirmations and answers to a patient’s own text never count."
              min={0}
              max={1_000}
            />
            <NumberField
              name="max_texts_per_week"
              label="Automated texts per patient and week"
              description="Today and the six days before. 0 or empty: no limit."
              min={0}
              max={1_000}
            />
          </div>
          <FailOver policy={policy} />
        </fieldset>
        {denied === null ? <FormActions submitLabel="Save rules" /> : <p className="text-muted">{denied}</p>}
      </Form>
    </SectionCard>
  )
}

/** Off until somebody switches it on, because the patient sees another number. */
function FailOver({ policy }: { policy: TextPolicyView }) {
  const hasTwo = policy.gateways.some(({ role }) => role === 'second')
  return (
    <div className="flex flex-col gap-1">
      <CheckboxField
        name="fails_over"
        label="Let a text that one carrier cannot take go through the other"
        isDisabled={!hasTwo && !policy.fails_over}
      />
      <p className="ps-7 text-xs text-muted">
        {hasTwo
          ? 'It comes from the other carrier’s number, so the patient sees a new thread. Never after an opt-out, for a number that cannot be texted, or for words that were filtered.'
          : 'Only one carrier is configured, so there is none to change to.'}
      </p>
    </div>
  )
}

const valuesOf = (policy: TextPolicyView): SaveTextPolicyInput => ({
  clinic_id: policy.clinic_id,
  quiet_hours: policy.quiet_hours,
  max_texts_per_day: policy.max_texts_per_day,
  max_texts_per_week: policy.max_texts_per_week,
  fails_over: policy.fails_over,
  version: policy.version,
})
