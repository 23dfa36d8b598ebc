'use client'

import { saveProvider } from '#lib/api/providers.ts'
import type { ProviderView } from '#lib/domain/scheduling/schema.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { CheckboxField } from '../form/checkbox-field.tsx'
import { CheckboxListField } from '../form/checkbox-list-field.tsx'
import { Form } from '../form/form.tsx'
import { FormActions } from '../form/form-actions.tsx'
import { TextField } from '../form/text-field.tsx'
import { useServiceTypes } from '../scheduling/service-picker.tsx'
import { Dialog, DialogBody } from '../ui/dialog.tsx'
import { zoneName } from '../ui/time.ts'
import { useAction } from '../ui/use-action.ts'
import { AliasesField } from './aliases-field.tsx'
import { HoursField } from './hours-field.tsx'
import { type ProviderForm, providerDefaults, providerForm, toProviderInput } from './provider-form-schema.ts'

interface ProviderDialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  clinic: ClinicView
  /** Left out to create one. */
  provider?: ProviderView
}

/** Adds a provider, or changes name, services and weekly hours. Booked visits stay as they are. */
export function ProviderDialog({ isOpen, onOpenChange, clinic, provider }: ProviderDialogProps) {
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      size="lg"
      title={provider === undefined ? 'New provider' : `Change ${provider.name}`}
      description={`${clinic.name}, hours in ${zoneName(clinic.time_zone)} time. Booked visits stay as they are.`}
    >
      <ProviderFormBody clinic={clinic} provider={provider} onClose={() => onOpenChange(false)} />
    </Dialog>
  )
}

interface ProviderFormBodyProps {
  clinic: ClinicView
  provider: ProviderView | undefined
  onClose: () => void
}

function ProviderFormBody({ clinic, provider, onClose }: ProviderFormBodyProps) {
  const { services } = useServiceTypes(clinic.id)
  const save = useAction((form: ProviderForm) => saveProvider(toProviderInput(form, clinic.id, provider)), {
    done: (saved) => `${saved.name} is saved.`,
    onDone: onClose,
    hasOwnError: true,
  })
  const choices = services.map(({ id, name, duration_minutes }) => ({
    id,
    label: name,
    detail: `${duration_minutes} minutes`,
  }))
  return (
    <DialogBody className="overflow-y-auto">
      <Form schema={providerForm} defaultValues={providerDefaults(provider)} onSubmit={save.mutateAsync}>
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField name="name" label="Name" placeholder="Dr. Smith" autoComplete="off" isRequired />
          <TextField name="specialty" label="Specialty" autoComplete="off" />
        </div>
        <AliasesField />
        <CheckboxField
          name="is_active"
          label="Takes visits"
          description="Without it no time is offered or booked, and times that are held now are let go."
        />
        <CheckboxListField
          name="service_type_ids"
          label="Services"
          choices={choices}
          emptyWords="The clinic has no services yet. Add them under Services."
        />
        <HoursField />
        <div className="sticky bottom-0 z-10 bg-overlay pt-2">
          <FormActions
            submitLabel={provider === undefined ? 'Add provider' : 'Save changes'}
            onCancel={onClose}
          />
        </div>
      </Form>
    </DialogBody>
  )
}
