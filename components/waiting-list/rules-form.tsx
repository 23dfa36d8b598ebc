'use client'

import { useEffect } from 'react'
import { useFormContext } from 'react-hook-form'
import { saveWaitingListRules } from '#lib/api/waiting-list.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import {
  type SaveWaitingListRulesInput,
  saveWaitingListRulesInput,
  type WaitingListRules,
} from '#lib/domain/waiting-list/schema.ts'
import { CheckboxField } from '../form/checkbox-field.tsx'
import { Form } from '../form/form.tsx'
import { FormError } from '../form/form-error.tsx'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { SectionCard } from '../ui/section-card.tsx'
import { useAction } from '../ui/use-action.ts'
import { RulesPreview } from './rules-preview.tsx'
import { ServiceRules } from './service-rules.tsx'

interface RulesFormProps {
  clinic: ClinicView
  rules: WaitingListRules
}

/** The clinic's own switch, one card per service, and beside them whom an example time would reach. */
export function RulesForm({ clinic, rules }: RulesFormProps) {
  const denied = usePermissionReason()('settings:write')
  const save = useAction((input: SaveWaitingListRulesInput) => saveWaitingListRules(input), {
    done: 'The rules are saved. They hold from the next wave on.',
    hasOwnError: true,
  })
  return (
    <Form
      schema={saveWaitingListRulesInput}
      defaultValues={valuesOf(rules)}
      onSubmit={save.mutateAsync}
      aria-label="Rules of the waiting list"
      className="grid w-full max-w-340 gap-4 p-4 sm:p-5 xl:grid-cols-[minmax(0,1fr)_26rem]"
    >
      <div className="flex min-w-0 flex-col gap-4">
        {denied !== null && <p className="rounded-lg bg-info-soft px-3 py-2 text-info-ink">{denied}</p>}
        <SectionCard title="Offer time that frees to those who wait" isFlush>
          <ul>
            {rules.service_types.map((service, index) => (
              <ServiceRules key={service.id} service={service} index={index} isDisabled={denied !== null} />
            ))}
          </ul>
          <p className="border-t border-border px-4 py-2.5 text-xs text-muted">
            A few patients are asked at once, the next ones some minutes later, until somebody accepts. A time
            that starts sooner than the notice is offered to nobody; the notice of a booking counts too.
          </p>
        </SectionCard>
        <SectionCard title="Preferred providers">
          <CheckboxField
            name="suggests_preferred"
            label="Tell patients when their preferred provider opens new time"
            isDisabled={denied !== null}
          />
          <p className="ps-7 pt-1 text-xs text-muted">
            Waiting list or not, after those who wait, and at most once a week. Patients with a visit of the
            service are offered an earlier time in its place; patients without any visit hear of the default
            service.
          </p>
        </SectionCard>
        <Save denied={denied} />
      </div>
      <RulesPreview clinic={clinic} rules={rules} />
    </Form>
  )
}

function Save({ denied }: { denied: string | null }) {
  const { formState, getValues, reset } = useFormContext()
  const { isSubmitting, isDirty, isSubmitSuccessful } = formState
  // What was saved is what further changes are measured against.
  useEffect(() => {
    if (isSubmitSuccessful) reset(getValues())
  }, [isSubmitSuccessful, reset, getValues])
  return (
    <div className="flex flex-col gap-3">
      <FormError />
      <div className="flex justify-end">
        <ActionButton
          type="submit"
          variant="primary"
          isPending={isSubmitting}
          disabledReason={denied ?? (isDirty ? null : 'Nothing has been changed.')}
        >
          Save rules
        </ActionButton>
      </div>
    </div>
  )
}

const valuesOf = (rules: WaitingListRules): SaveWaitingListRulesInput => ({
  clinic_id: rules.clinic_id,
  version: rules.version,
  suggests_preferred: rules.suggests_preferred,
  service_types: rules.service_types.map((service) => ({
    id: service.id,
    backfill_enabled: service.backfill_enabled,
    backfill_wave_size: service.backfill_wave_size,
    backfill_wave_minutes: service.backfill_wave_minutes,
    backfill_notice_minutes: service.backfill_notice_minutes,
  })),
})
