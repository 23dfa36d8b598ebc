'use client'

import { useWatch } from 'react-hook-form'
import { z } from 'zod'
import {
  type AgentView,
  registerAgentInput,
  type UpdateAgentInput,
  updateAgentInput,
} from '#lib/domain/agents/schema.ts'
import { Form } from '../form/form.tsx'
import { FormActions } from '../form/form-actions.tsx'
import { OptionalSelectField } from '../form/optional-select-field.tsx'
import { SelectField } from '../form/select-field.tsx'
import { TextField } from '../form/text-field.tsx'
import { useClinic } from '../shell/use-clinic.tsx'
import { readCapabilities } from './agent-words.ts'

const DELIVERIES = [
  { id: 'push', label: 'Posted to its address', detail: 'Signed, over HTTPS, tried again when it fails' },
  { id: 'poll', label: 'Fetched by the agent', detail: 'It asks for its messages and leases them' },
]
const MAX_TYPED = 4_000

const fields = {
  type: registerAgentInput.shape.type,
  delivery: z.enum(['push', 'poll']),
  endpoint: z.string().trim().max(2_000),
  capabilities: z.string().max(MAX_TYPED),
}
const hasAddress = ({ delivery, endpoint }: { delivery: string; endpoint: string }) =>
  delivery === 'poll' || endpoint !== ''
const NO_ADDRESS = { path: ['endpoint'], message: 'Enter the address that messages are posted to.' }

const newAgentForm = z
  .object({
    ...fields,
    name: registerAgentInput.shape.name,
    clinic_id: registerAgentInput.shape.clinic_id,
    signing_secret: z.string().trim().max(200),
  })
  .refine(hasAddress, NO_ADDRESS)
const agentForm = z
  .object({ ...fields, version: updateAgentInput.shape.version })
  .refine(hasAddress, NO_ADDRESS)

/** What both forms say of an agent, as the API takes it. */
interface AgentFields {
  type: string
  endpoint: string | null
  capabilities: string[]
}
interface NewAgentFields extends AgentFields {
  name: string
  clinic_id?: string | null
  signing_secret: string | null
}

const toFields = (form: z.infer<typeof agentForm>): AgentFields => ({
  type: form.type,
  endpoint: form.delivery === 'push' ? form.endpoint : null,
  capabilities: readCapabilities(form.capabilities),
})

interface FormProps<Fields> {
  onSubmit: (fields: Fields) => Promise<unknown>
  onCancel: () => void
}

/** Who the agent is, how its messages reach it, and what it can do. */
export function NewAgentForm({ onSubmit, onCancel }: FormProps<NewAgentFields>) {
  const { clinics, clinic } = useClinic()
  return (
    <Form
      schema={newAgentForm}
      defaultValues={{
        name: '',
        type: '',
        delivery: 'push',
        endpoint: '',
        capabilities: '',
        signing_secret: '',
        clinic_id: clinic?.id ?? null,
      }}
      onSubmit={({ name, clinic_id, signing_secret, ...form }) =>
        onSubmit({ ...toFields(form), name, clinic_id, signing_secret: signing_secret || null })
      }
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          name="name"
          label="Name"
          description="Unique; other agents write to it by this name."
          placeholder="northside-provider"
          autoComplete="off"
          isRequired
        />
        <OptionalSelectField
          name="clinic_id"
          label="Works for"
          choices={clinics.map(({ id, name }) => ({ id, label: name }))}
          noneLabel="Every clinic"
        />
      </div>
      <CommonFields />
      <TextField
        name="signing_secret"
        label="Signing secret (may stay empty)"
        description="One is made when this stays empty. Else whsec_ and base64 of 24 to 64 bytes."
        autoComplete="off"
      />
      <FormActions submitLabel="Register agent" onCancel={onCancel} />
    </Form>
  )
}

type EditAgentFormProps = FormProps<Omit<UpdateAgentInput, 'agent_id'>> & { agent: AgentView }

/** The same for an agent that is there; its name stays, because messages name it. */
export function EditAgentForm({ agent, onSubmit, onCancel }: EditAgentFormProps) {
  return (
    <Form
      schema={agentForm}
      defaultValues={{
        type: agent.type,
        delivery: agent.endpoint === null ? 'poll' : 'push',
        endpoint: agent.endpoint ?? '',
        capabilities: agent.capabilities.join(', '),
        version: agent.version,
      }}
      onSubmit={({ version, ...form }) => onSubmit({ ...toFields(form), version })}
    >
      <CommonFields />
      <FormActions submitLabel="Save" onCancel={onCancel} />
    </Form>
  )
}

function CommonFields() {
  const delivery = useWatch({ name: 'delivery' })
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          name="type"
          label="Type"
          description="In your own words, like provider or triage."
          placeholder="provider"
          isRequired
        />
        <SelectField name="delivery" label="Its messages are" choices={DELIVERIES} isRequired />
      </div>
      {delivery === 'push' && (
        <TextField
          name="endpoint"
          label="Address"
          description="A public https address. Addresses of this network are refused, unless ALLOWED_AGENT_HOSTS lists the host."
          placeholder="https://agents.example.com/inbox"
          autoComplete="off"
          isRequired
        />
      )}
      <TextField
        name="capabilities"
        label="Can do"
        description="Parted by commas. Messages without a receiver are routed by these."
        placeholder="availability, book"
        rows={2}
      />
    </>
  )
}
