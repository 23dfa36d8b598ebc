'use client'

import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { providersQuery } from '#lib/api/providers.ts'
import { changeWaitingListEntry, joinWaitingList } from '#lib/api/waiting-list.ts'
import type { AppointmentView } from '#lib/domain/scheduling/schema.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import type { WaitingListEntryView } from '#lib/domain/waiting-list/schema.ts'
import { CheckboxListField } from '../form/checkbox-list-field.tsx'
import { Form } from '../form/form.tsx'
import { FormActions } from '../form/form-actions.tsx'
import { OptionalSelectField } from '../form/optional-select-field.tsx'
import { TextField } from '../form/text-field.tsx'
import { formatDayTime } from '../ui/time.ts'
import { useAction } from '../ui/use-action.ts'
import { useIdempotencyKeys } from '../ui/use-idempotency-key.ts'

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map(
  (label, index) => ({ id: String(index + 1), label }),
)
const TIMES = [
  { id: 'morning', label: 'Mornings', detail: 'until noon' },
  { id: 'afternoon', label: 'Afternoons', detail: 'noon to 5 PM' },
  { id: 'evening', label: 'Evenings', detail: 'from 5 PM' },
]

/** What is typed: checkboxes hold texts, and an empty date is no limit. The verb checks the rest. */
const formSchema = z.object({
  provider_id: z.string().nullable(),
  appointment_id: z.string().nullable(),
  weekdays: z.array(z.string()),
  times_of_day: z.array(z.enum(['morning', 'afternoon', 'evening'])),
  from_date: z.string(),
  until_date: z.string(),
  version: z.number().nullish(),
})
type FormValues = z.infer<typeof formSchema>

interface EntryFormProps {
  clinic: ClinicView
  patient: { id: string; name: string }
  service: { id: string; name: string }
  entry: WaitingListEntryView | undefined
  /** The patient's booked visits of this service. */
  visits: readonly AppointmentView[]
  onClose: () => void
}

/** Which provider, days and times suit, and which visit is given up. Nothing chosen means that all suit. */
export function EntryForm({ clinic, patient, service, entry, visits, onClose }: EntryFormProps) {
  const { data: providers } = useQuery(providersQuery(clinic.id))
  const [keyFor] = useIdempotencyKeys()
  const save = useAction(
    (values: FormValues) => {
      const wishes = wishesOf(values)
      return entry === undefined
        ? joinWaitingList({
            clinic_id: clinic.id,
            patient_id: patient.id,
            service_type_id: service.id,
            ...wishes,
            idempotency_key: keyFor([patient.id, service.id, wishes]),
          })
        : changeWaitingListEntry({ entry_id: entry.id, version: values.version, ...wishes })
    },
    {
      done: entry === undefined ? `${patient.name} waits for ${service.name}.` : 'The entry is saved.',
      onDone: onClose,
      hasOwnError: true,
    },
  )
  const choices = (providers ?? [])
    .filter(({ is_active, service_types }) => is_active && service_types.some(({ id }) => id === service.id))
    .map(({ id, name, specialty }) => ({ id, label: name, detail: specialty ?? undefined }))
  return (
    <Form schema={formSchema} defaultValues={valuesOf(entry, visits)} onSubmit={save.mutateAsync}>
      <div className="grid gap-3 sm:grid-cols-2">
        <OptionalSelectField
          name="appointment_id"
          label="In place of"
          choices={visits.map((visit) => ({
            id: visit.id,
            label: formatDayTime(visit.starts_at, clinic.time_zone),
            detail: visit.provider.name,
          }))}
          noneLabel="Nothing: a new visit"
          description="Given up when an earlier time is taken."
        />
        <OptionalSelectField name="provider_id" label="With" choices={choices} noneLabel="Any provider" />
      </div>
      <CheckboxListField
        name="weekdays"
        label="Days that suit"
        description="None chosen: every day."
        choices={WEEKDAYS}
      />
      <CheckboxListField
        name="times_of_day"
        label="Times that suit"
        description="None chosen: any time of the day."
        choices={TIMES}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField name="from_date" type="date" label="First day (may stay empty)" />
        <TextField name="until_date" type="date" label="Last day (may stay empty)" />
      </div>
      <FormActions
        submitLabel={entry === undefined ? 'Add to the list' : 'Save changes'}
        onCancel={onClose}
      />
    </Form>
  )
}

const wishesOf = ({ weekdays, from_date, until_date, version: _, ...values }: FormValues) => ({
  ...values,
  weekdays: weekdays.map(Number),
  from_date: from_date === '' ? null : from_date,
  until_date: until_date === '' ? null : until_date,
})

/** Somebody who has a visit usually wants an earlier one in its place. */
const valuesOf = (
  entry: WaitingListEntryView | undefined,
  visits: readonly AppointmentView[],
): FormValues => ({
  provider_id: entry?.provider?.id ?? null,
  appointment_id: entry === undefined ? (visits[0]?.id ?? null) : keptVisit(entry, visits),
  weekdays: (entry?.weekdays ?? []).map(String),
  times_of_day: entry?.times_of_day ?? [],
  from_date: entry?.from_date ?? '',
  until_date: entry?.until_date ?? '',
  version: entry?.version ?? null,
})

/** A visit that is no longer booked cannot be given up; the form then says that there is none. */
const keptVisit = ({ visit }: WaitingListEntryView, visits: readonly AppointmentView[]): string | null =>
  visits.some(({ id }) => id === visit?.id) ? (visit?.id ?? null) : null
