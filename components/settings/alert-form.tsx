'use client'

import { useState } from 'react'
import { useWatch } from 'react-hook-form'
import { saveAlertSettings } from '#lib/api/alerts.ts'
import type { AlertKind } from '#lib/domain/operations/alert.ts'
import type { AlertSettingsView, SaveAlertSettingsInput } from '#lib/domain/operations/alert-schema.ts'
import { KIND_TITLES } from '../agents/alerts/alert-words.ts'
import { CheckboxField } from '../form/checkbox-field.tsx'
import { Form } from '../form/form.tsx'
import { FormActions } from '../form/form-actions.tsx'
import { NumberField } from '../form/number-field.tsx'
import { TextField } from '../form/text-field.tsx'
import { SectionCard } from '../ui/section-card.tsx'
import { useAction } from '../ui/use-action.ts'
import { alertForm, alertFormValues, toAlertInput } from './alert-form-schema.ts'
import { AlertSecretDialog } from './alert-secret-dialog.tsx'

interface Knob {
  kind: AlertKind
  label: string
  /** What it means when it is told. */
  description: string
  min: number
  max: number
}

const KNOBS: readonly Knob[] = [
  {
    kind: 'replies_unanswered',
    label: 'Minutes that a conversation may wait for staff',
    description: 'Told once per clinic, however many wait.',
    min: 1,
    max: 10_080,
  },
  {
    kind: 'texts_missed',
    label: 'Texts within an hour that the webhook may miss',
    description: 'They are brought in from Twilio’s list; what made the webhook miss them should not last.',
    min: 1,
    max: 10_000,
  },
  {
    kind: 'webhook_failing',
    label: 'Posts in a row that the webhook may turn down',
    description: 'Counted for each carrier; the next good post begins anew.',
    min: 1,
    max: 10_000,
  },
  {
    kind: 'carrier_resting',
    label: 'Faults in a row of a carrier',
    description:
      'From 3 on it rests, at once when it refuses our account. Over with the next text that it takes.',
    min: 3,
    max: 10_000,
  },
  {
    kind: 'no_worker',
    label: 'Seconds without any worker',
    description: 'Nothing is sent and no reply is read meanwhile.',
    min: 15,
    max: 3_600,
  },
  {
    kind: 'database_down',
    label: 'Seconds without an answer of the database',
    description: 'Each process that misses it tells the webhook by itself.',
    min: 5,
    max: 3_600,
  },
  {
    kind: 'queue_depth',
    label: 'Messages that may wait for one agent',
    description: 'Told once per agent.',
    min: 1,
    max: 1_000_000,
  },
  {
    kind: 'failure_rate',
    label: 'Percent of tries to reach an agent that may fail',
    description: 'Of the last 15 minutes, when there were at least 5 tries.',
    min: 1,
    max: 100,
  },
  {
    kind: 'stale_agents',
    label: 'Minutes that an outside agent may be silent',
    description: 'After 5 minutes it gets no routed work in any case.',
    min: 5,
    max: 10_080,
  },
]

/** From when on each trouble is told, and where it is posted. */
export function AlertForm({ settings }: { settings: AlertSettingsView }) {
  const [secret, setSecret] = useState<string>()
  const save = useAction((input: SaveAlertSettingsInput) => saveAlertSettings(input), {
    done: 'The alerts are saved.',
    onDone: (saved) => setSecret(saved.signing_secret ?? undefined),
    hasOwnError: true,
  })
  return (
    <>
      <Form
        aria-label="Alerts"
        schema={alertForm}
        defaultValues={alertFormValues(settings)}
        onSubmit={(values) => save.mutateAsync(toAlertInput(values))}
      >
        <SectionCard title="Told when">
          <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2">
            {KNOBS.map((knob) => (
              <KnobFields key={knob.kind} knob={knob} />
            ))}
          </div>
        </SectionCard>
        <SectionCard title="Posted to">
          <TextField
            name="webhook_url"
            label="Webhook"
            description="An https address. Each alert is posted there once when it begins and once when it is over, signed as Standard Webhooks has it. Empty: alerts show here alone."
            placeholder="https://alerts.example/switchboard"
            autoComplete="off"
          />
        </SectionCard>
        <FormActions submitLabel="Save alerts" />
      </Form>
      {secret !== undefined && <AlertSecretDialog secret={secret} onClose={() => setSecret(undefined)} />}
    </>
  )
}

function KnobFields({ knob }: { knob: Knob }) {
  const isOn = useWatch({ name: `is_on.${knob.kind}` }) === true
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="sr-only">{KIND_TITLES[knob.kind]}</legend>
      <CheckboxField name={`is_on.${knob.kind}`} label={KIND_TITLES[knob.kind]} />
      {isOn ? (
        <NumberField
          name={`thresholds.${knob.kind}`}
          label={knob.label}
          description={knob.description}
          min={knob.min}
          max={knob.max}
        />
      ) : (
        <p className="ps-7 text-xs text-muted">Not told.</p>
      )}
    </fieldset>
  )
}
