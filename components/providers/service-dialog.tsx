'use client'

import { saveServiceType } from '#lib/api/providers.ts'
import {
  type SaveServiceTypeInput,
  type ServiceTypeView,
  saveServiceTypeInput,
} from '#lib/domain/scheduling/schema.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { CheckboxField } from '../form/checkbox-field.tsx'
import { Form } from '../form/form.tsx'
import { FormActions } from '../form/form-actions.tsx'
import { NumberField } from '../form/number-field.tsx'
import { TextField } from '../form/text-field.tsx'
import { Dialog, DialogBody } from '../ui/dialog.tsx'
import { useAction } from '../ui/use-action.ts'
import { AliasesField } from './aliases-field.tsx'
import { RemindersField } from './reminders-field.tsx'

const MONTH_MINUTES = 60 * 24 * 30

interface ServiceDialogProps {
  clinic: ClinicView
  /** Left out to create one. */
  service: ServiceTypeView | undefined
  onClose: () => void
}

/** A service and its rules. They hold for new times; what is booked keeps its length. */
export function ServiceDialog({ clinic, service, onClose }: ServiceDialogProps) {
  const save = useAction(
    (input: SaveServiceTypeInput) =>
      saveServiceType({ ...input, cost_estimate: input.cost_estimate === '' ? null : input.cost_estimate }),
    { done: (saved) => `${saved.name} is saved.`, onDone: onClose, hasOwnError: true },
  )
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={service === undefined ? 'New service' : `Change ${service.name}`}
      description={`${clinic.name}. Booked visits keep their length.`}
    >
      <DialogBody className="overflow-y-auto">
        <Form
          schema={saveServiceTypeInput}
          defaultValues={valuesOf(clinic.id, service)}
          onSubmit={save.mutateAsync}
        >
          <div className="grid gap-3 sm:grid-cols-[1fr_9rem]">
            <TextField name="name" label="Name" autoComplete="off" isRequired />
            <NumberField name="duration_minutes" label="Minutes" min={5} max={600} step={5} />
          </div>
          <div className="grid gap-3 sm:grid-cols-2">
            <NumberField
              name="buffer_before_minutes"
              label="Kept free before, minutes"
              min={0}
              max={120}
              step={5}
            />
            <NumberField
              name="buffer_after_minutes"
              label="Kept free after, minutes"
              min={0}
              max={120}
              step={5}
            />
            <NumberField
              name="alignment_minutes"
              label="Starts every, minutes"
              description="15 means on the quarter hours."
              min={5}
              max={120}
              step={5}
            />
            <NumberField
              name="minimum_notice_minutes"
              label="Notice, minutes"
              description="60 is an hour, 1440 a day ahead."
              min={0}
              max={MONTH_MINUTES}
              step={15}
            />
          </div>
          <TextField
            name="cost_estimate"
            label="Estimated cost"
            placeholder="$150"
            description="Said in offers, as it stands here. May stay empty."
            autoComplete="off"
          />
          <AliasesField />
          <RemindersField name="reminder_minutes" />
          <CheckboxField
            name="is_default"
            label="Default service"
            description="Used where an agent or a clerk names none."
          />
          <ActiveField isDefault={service?.is_default === true} />
          <FormActions
            submitLabel={service === undefined ? 'Add service' : 'Save changes'}
            onCancel={onClose}
          />
        </Form>
      </DialogBody>
    </Dialog>
  )
}

/** The reason is outside of the disabled control, where it is not faded with it. */
function ActiveField({ isDefault }: { isDefault: boolean }) {
  return (
    <div className="flex flex-col gap-1">
      <CheckboxField name="is_active" label="Offered" isDisabled={isDefault} />
      <p className="ps-7 text-xs text-muted">
        {isDefault
          ? 'The default service always is. To switch it off, make another one the default first.'
          : 'Off: nothing new is offered or booked. Booked visits stay.'}
      </p>
    </div>
  )
}

const valuesOf = (clinicId: string, service: ServiceTypeView | undefined): SaveServiceTypeInput => ({
  clinic_id: clinicId,
  service_type_id: service?.id ?? null,
  name: service?.name ?? '',
  duration_minutes: service?.duration_minutes ?? 30,
  buffer_before_minutes: service?.buffer_before_minutes ?? 0,
  buffer_after_minutes: service?.buffer_after_minutes ?? 0,
  alignment_minutes: service?.alignment_minutes ?? 15,
  minimum_notice_minutes: service?.minimum_notice_minutes ?? 60,
  cost_estimate: service?.cost_estimate ?? '',
  aliases: service?.aliases ?? [],
  reminder_minutes: service?.reminder_minutes ?? [],
  is_default: service?.is_default ?? false,
  is_active: service?.is_active ?? true,
  version: service?.version ?? null,
})
