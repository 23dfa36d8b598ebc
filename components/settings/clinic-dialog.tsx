'use client'

import { saveClinic } from '#lib/api/clinics.ts'
import { type ClinicView, type SaveClinicInput, saveClinicInput } from '#lib/domain/staff/schema.ts'
import { CheckboxField } from '../form/checkbox-field.tsx'
import { Form } from '../form/form.tsx'
import { FormActions } from '../form/form-actions.tsx'
import { TextField } from '../form/text-field.tsx'
import { ZoneField } from '../form/zone-field.tsx'
import { Dialog, DialogBody } from '../ui/dialog.tsx'
import { formatPhone } from '../ui/phone.ts'
import { useAction } from '../ui/use-action.ts'
import { QuietHoursField, USUAL_QUIET_HOURS } from './clinic-quiet-hours-field.tsx'

interface ClinicDialogProps {
  /** Left out to open a new one. */
  clinic: ClinicView | undefined
  onClose: () => void
}

/** Opens a clinic, or changes its name, zone, phone, and whether it is the default one. */
export function ClinicDialog({ clinic, onClose }: ClinicDialogProps) {
  const isNew = clinic === undefined
  const save = useAction((input: SaveClinicInput) => saveClinic(input), {
    done: (saved) =>
      isNew
        ? `${saved.name} is open. You work in it; add colleagues under Logins.`
        : `${saved.name} is saved.`,
    onDone: onClose,
    hasOwnError: true,
  })
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={isNew ? 'New clinic' : `Change ${clinic.name}`}
      description={
        isNew ? 'It begins without providers and services.' : 'Booked visits stay at their moment in time.'
      }
    >
      <DialogBody className="overflow-y-auto">
        <Form schema={saveClinicInput} defaultValues={valuesOf(clinic)} onSubmit={save.mutateAsync}>
          <TextField
            name="name"
            label="Name"
            description="Patients read it in every text."
            autoComplete="off"
            isRequired
          />
          <ZoneField
            name="time_zone"
            label="Time zone"
            note={
              isNew
                ? undefined
                : 'Weekly hours keep the zone they were entered in until they are saved again.'
            }
          />
          <TextField
            name="phone_number"
            type="tel"
            label="Phone for questions"
            description="Named in confirmation texts. May stay empty. Numbers of other countries begin with +."
            autoComplete="off"
          />
          <QuietHoursField />
          <DefaultField isDefault={clinic?.is_default === true} />
          <FormActions submitLabel={isNew ? 'Open clinic' : 'Save changes'} onCancel={onClose} />
        </Form>
      </DialogBody>
    </Dialog>
  )
}

/** The reason is outside of the disabled control, where it is not faded with it. */
function DefaultField({ isDefault }: { isDefault: boolean }) {
  return (
    <div className="flex flex-col gap-1">
      <CheckboxField name="is_default" label="Default clinic" isDisabled={isDefault} />
      <p className="ps-7 text-xs text-muted">
        {isDefault
          ? 'One clinic always is. To change that, make another one the default.'
          : 'Used where an agent or a key names none. The present default stops being it.'}
      </p>
    </div>
  )
}

const valuesOf = (clinic: ClinicView | undefined): SaveClinicInput => ({
  clinic_id: clinic?.id ?? null,
  name: clinic?.name ?? '',
  time_zone: clinic?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  phone_number: clinic?.phone_number ? formatPhone(clinic.phone_number) : '',
  is_default: clinic?.is_default ?? false,
  quiet_hours: clinic === undefined ? USUAL_QUIET_HOURS : clinic.quiet_hours,
  version: clinic?.version ?? null,
})
