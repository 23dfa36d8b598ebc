'use client'

import { type ReactNode, useMemo, useSyncExternalStore } from 'react'
import { signIn } from '#lib/api/auth.ts'
import { setUp } from '#lib/api/set-up.ts'
import { Form } from '../form/form.tsx'
import { FormActions } from '../form/form-actions.tsx'
import { NumberField } from '../form/number-field.tsx'
import { SelectField } from '../form/select-field.tsx'
import { TextField } from '../form/text-field.tsx'
import { setUpDefaults, setUpForm, toSetUpInput, type SetUpForm as Values } from './set-up-schema.ts'
import { WeeklyHoursField } from './weekly-hours-field.tsx'

const never = () => () => {}
const MAX_MINUTES = 600
const MINUTE_STEP = 5

/** The first run: one page from an empty database to a clinic that can offer appointments. */
export function SetUpForm({ token }: { token: string }) {
  // The zone of this computer is a good first guess, and only the browser knows it.
  const isClient = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  if (!isClient) return <div className="h-160" aria-busy="true" />
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const submit = async (values: Values) => {
    await setUp(toSetUpInput(values))
    const result = await signIn(values.admin.email, values.admin.password)
    window.location.assign(result.ok ? '/today' : '/sign-in')
    // The button stays busy until the next page is there.
    await new Promise(() => {})
  }
  return (
    <Form
      schema={setUpForm}
      defaultValues={setUpDefaults(token, here)}
      onSubmit={submit}
      className="flex flex-col gap-7"
      aria-label="Set up"
    >
      <Part title="Set-up token" hint="Printed where the server was started. It works once.">
        <TextField name="token" label="Token" autoComplete="off" isRequired />
      </Part>
      <ClinicPart />
      <AdminPart />
      <ProviderPart />
      <FormActions submitLabel="Open the clinic" />
    </Form>
  )
}

function ClinicPart() {
  const zones = useMemo(timeZoneChoices, [])
  return (
    <Part title="Clinic">
      <TextField name="clinic.name" label="Name" autoComplete="organization" isRequired />
      <SelectField name="clinic.time_zone" label="Time zone" choices={zones} isRequired />
      <TextField
        name="clinic.phone_number"
        type="tel"
        label="Phone for questions"
        description="Named in confirmation texts. May stay empty."
      />
    </Part>
  )
}

function AdminPart() {
  return (
    <Part title="First administrator">
      <TextField name="admin.name" label="Your name" autoComplete="name" isRequired />
      <TextField name="admin.email" type="email" label="E-mail" autoComplete="username" isRequired />
      <TextField
        name="admin.password"
        type="password"
        label="Password"
        autoComplete="new-password"
        description="At least 12 characters. A few words in a row are good."
        isRequired
      />
      <TextField
        name="password_again"
        type="password"
        label="Password again"
        autoComplete="new-password"
        isRequired
      />
    </Part>
  )
}

function ProviderPart() {
  return (
    <>
      <Part title="First provider" hint="Hours are in the clinic’s own time.">
        <TextField name="provider.name" label="Name" placeholder="Dr. Smith" autoComplete="off" isRequired />
        <WeeklyHoursField name="hours" />
      </Part>
      <Part title="First service">
        <div className="flex gap-3">
          <TextField
            name="service_type.name"
            label="Name"
            className="min-w-0 flex-1"
            autoComplete="off"
            isRequired
          />
          <NumberField
            name="service_type.duration_minutes"
            label="Minutes"
            min={MINUTE_STEP}
            max={MAX_MINUTES}
            step={MINUTE_STEP}
            className="w-36"
          />
        </div>
      </Part>
    </>
  )
}

function Part({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="pb-2 font-semibold">{title}</legend>
      {hint !== undefined && <p className="-mt-2 text-xs text-muted">{hint}</p>}
      {children}
    </fieldset>
  )
}

function timeZoneChoices() {
  return Intl.supportedValuesOf('timeZone').map((zone) => ({ id: zone, label: zone.replaceAll('_', ' ') }))
}
