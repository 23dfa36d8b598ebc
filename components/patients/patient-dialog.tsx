'use client'

import { useQuery } from '@tanstack/react-query'
import { savePatient } from '#lib/api/patients.ts'
import { providersQuery } from '#lib/api/providers.ts'
import { CONSENT_WORDINGS } from '#lib/domain/consent/wordings.ts'
import { DEFAULT_LANGUAGE, LANGUAGE_NAMES, LANGUAGES } from '#lib/domain/messaging/language.ts'
import { type PatientView, type SavePatientInput, savePatientInput } from '#lib/domain/messaging/schema.ts'
import { Form } from '../form/form.tsx'
import { FormActions } from '../form/form-actions.tsx'
import { OptionalSelectField } from '../form/optional-select-field.tsx'
import { SelectField } from '../form/select-field.tsx'
import { TextField } from '../form/text-field.tsx'
import { ZoneField } from '../form/zone-field.tsx'
import { Dialog, DialogBody } from '../ui/dialog.tsx'
import { formatPhone } from '../ui/phone.ts'
import { useAction } from '../ui/use-action.ts'

const TIMES = [
  { id: 'morning', label: 'Mornings' },
  { id: 'afternoon', label: 'Afternoons' },
  { id: 'evening', label: 'Evenings' },
]

interface PatientDialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  clinic: { id: string; name: string }
  /** Left out to create one. */
  patient?: PatientView
  onSaved?: (patient: PatientView) => void
}

/** Puts a patient on file, or changes what is on file. */
export function PatientDialog({ isOpen, onOpenChange, clinic, patient, onSaved }: PatientDialogProps) {
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={patient === undefined ? 'New patient' : `Change ${patient.name}`}
      description={clinic.name}
    >
      <PatientForm
        clinicId={clinic.id}
        patient={patient}
        onCancel={() => onOpenChange(false)}
        onSaved={(saved) => {
          onOpenChange(false)
          onSaved?.(saved)
        }}
      />
    </Dialog>
  )
}

interface PatientFormProps {
  clinicId: string
  patient: PatientView | undefined
  onCancel: () => void
  onSaved: (patient: PatientView) => void
}

function PatientForm({ clinicId, patient, onCancel, onSaved }: PatientFormProps) {
  const { data: providers } = useQuery(providersQuery(clinicId))
  const save = useAction((input: SavePatientInput) => savePatient(input), {
    done: (saved) => `${saved.name} is saved.`,
    onDone: onSaved,
    hasOwnError: true,
  })
  const choices = (providers ?? [])
    .filter(({ id, is_active }) => is_active || id === patient?.preferred_provider?.id)
    .map(({ id, name, specialty }) => ({ id, label: name, detail: specialty ?? undefined }))
  return (
    <DialogBody className="overflow-y-auto">
      <Form
        schema={savePatientInput}
        defaultValues={valuesOf(clinicId, patient)}
        onSubmit={(values) => save.mutateAsync(values)}
      >
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField name="first_name" label="First name" autoComplete="off" isRequired />
          <TextField name="last_name" label="Last name" autoComplete="off" />
        </div>
        <TextField
          name="phone_number"
          type="tel"
          label="Mobile number"
          description={`Numbers of other countries begin with +. ${CONSENT_WORDINGS['entry-1']}`}
          autoComplete="off"
          isRequired
        />
        <div className="grid gap-3 sm:grid-cols-2">
          <OptionalSelectField
            name="preferred_provider_id"
            label="Prefers to see"
            choices={choices}
            noneLabel="No preference"
          />
          <OptionalSelectField
            name="preferred_time_of_day"
            label="Prefers to come"
            choices={TIMES}
            noneLabel="No preference"
          />
        </div>
        <ZoneField
          name="time_zone"
          label="Lives in another time zone"
          note="For quiet hours, and so that texts name the clinic’s zone. Leave it empty for the clinic’s zone."
          isRequired={false}
        />
        <SelectField
          name="language"
          label="Texts are written in"
          choices={LANGUAGES.map((id) => ({ id, label: LANGUAGE_NAMES[id] }))}
        />
        <TextField
          name="note"
          label="Note"
          rows={3}
          description="For colleagues. Patients and agents never see it."
        />
        <FormActions
          submitLabel={patient === undefined ? 'Add patient' : 'Save changes'}
          onCancel={onCancel}
        />
      </Form>
    </DialogBody>
  )
}

function valuesOf(clinicId: string, patient: PatientView | undefined): SavePatientInput {
  const time = TIMES.find(({ id }) => id === patient?.preferred_time_of_day)?.id
  return {
    clinic_id: patient?.clinic_id ?? clinicId,
    patient_id: patient?.id ?? null,
    first_name: patient?.first_name ?? '',
    last_name: patient?.last_name ?? '',
    phone_number: patient === undefined ? '' : formatPhone(patient.phone_number),
    preferred_provider_id: patient?.preferred_provider?.id ?? null,
    preferred_time_of_day: (time ?? null) as SavePatientInput['preferred_time_of_day'],
    time_zone: patient?.time_zone ?? '',
    language: patient?.language ?? DEFAULT_LANGUAGE,
    note: patient?.note ?? '',
    version: patient?.version ?? null,
  }
}
