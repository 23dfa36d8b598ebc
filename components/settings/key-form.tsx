'use client'

import { Button } from '@heroui/react'
import { useFormContext } from 'react-hook-form'
import { z } from 'zod'
import { createApiKey } from '#lib/api/api-keys.ts'
import { AGENT_SCOPES, expandScopes, PERMISSIONS, ROLE_PERMISSIONS } from '#lib/domain/permissions.ts'
import { type CreatedApiKeyView, createApiKeyInput } from '#lib/domain/staff/schema.ts'
import { CheckboxListField } from '../form/checkbox-list-field.tsx'
import { Form } from '../form/form.tsx'
import { FormActions } from '../form/form-actions.tsx'
import { OptionalSelectField } from '../form/optional-select-field.tsx'
import { SelectField } from '../form/select-field.tsx'
import { TextField } from '../form/text-field.tsx'
import { useClinic } from '../shell/use-clinic.tsx'
import { useAction } from '../ui/use-action.ts'
import { SCOPE_CHOICES } from './key-words.ts'

const NO_END = 'never'
const EXPIRY = [
  { id: '30', label: 'After 30 days' },
  { id: '90', label: 'After 90 days' },
  { id: '365', label: 'After a year' },
  { id: NO_END, label: 'Never, until it is revoked' },
]

const keyForm = z.object({
  name: createApiKeyInput.shape.name,
  scopes: z.array(z.enum(PERMISSIONS)).min(1),
  clinic_id: createApiKeyInput.shape.clinic_id,
  expires: z.enum(['30', '90', '365', NO_END]),
})
type KeyFormValues = z.infer<typeof keyForm>

interface KeyFormProps {
  onMade: (made: CreatedApiKeyView) => void
  onCancel: () => void
}

/** Who the key is for, what it may do, where, and until when. */
export function KeyForm({ onMade, onCancel }: KeyFormProps) {
  const { clinics, clinic } = useClinic()
  const create = useAction(
    ({ expires, ...form }: KeyFormValues) =>
      createApiKey({ ...form, expires_in_days: expires === NO_END ? null : Number(expires) }),
    { onDone: onMade, hasOwnError: true },
  )
  return (
    <Form
      schema={keyForm}
      defaultValues={{ name: '', scopes: [], clinic_id: clinic?.id ?? null, expires: '90' }}
      onSubmit={create.mutateAsync}
    >
      <TextField
        name="name"
        label="Name"
        description="Who uses it. The audit trail names the key by this."
        autoComplete="off"
        isRequired
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <OptionalSelectField
          name="clinic_id"
          label="Reaches"
          choices={clinics.map(({ id, name }) => ({ id, label: name }))}
          noneLabel="All clinics"
        />
        <SelectField name="expires" label="Ends" choices={EXPIRY} isRequired />
      </div>
      <CheckboxListField name="scopes" label="May" choices={SCOPE_CHOICES} />
      <Presets />
      <div className="sticky -bottom-[3px] z-10 -mx-[3px] -mb-[3px] bg-overlay px-[3px] pt-2 pb-[3px]">
        <FormActions submitLabel="Make key" onCancel={onCancel} />
      </div>
    </Form>
  )
}

function Presets() {
  const { setValue } = useFormContext<KeyFormValues>()
  const choose = (scopes: KeyFormValues['scopes']) =>
    setValue('scopes', scopes, { shouldValidate: true, shouldDirty: true })
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button variant="outline" size="sm" onPress={() => choose(expandScopes(AGENT_SCOPES))}>
        What an agent needs
      </Button>
      <Button variant="outline" size="sm" onPress={() => choose([...ROLE_PERMISSIONS.viewer])}>
        Only reading
      </Button>
    </div>
  )
}
