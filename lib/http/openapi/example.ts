import type { JsonSchema } from './json-schema.ts'

/** What a reader recognises, by the name of the field. */
const BY_NAME: Record<string, unknown> = {
  first_name: 'Maria',
  last_name: 'Lopez',
  name: 'Riverside',
  phone_number: '+12015550101',
  text: 'See you on Tuesday.',
  time_zone: 'America/New_York',
  email: 'maria@clinic.example',
  password: 'a long pass phrase',
  conversation_id: 'conv_123',
  message_type: 'task',
  webhook_url: 'https://alerts.example/hook',
  endpoint: 'https://agent.example/messages',
  reason: 'The patient asked for it.',
  quiet_hours: '20:00-08:00',
  scopes: ['conversations:read'],
  capabilities: ['count'],
  start_local: '09:00',
  end_local: '17:00',
}
const BY_FORMAT: Record<string, unknown> = {
  uuid: '01994b2e-7c3a-7000-8000-000000000001',
  'date-time': '2026-12-01T10:00:00-05:00',
  date: '2026-12-01',
  email: 'maria@clinic.example',
}

const typeOf = ({ type }: JsonSchema): unknown => (Array.isArray(type) ? type[0] : type)

function objectExample({ properties = {}, required = [] }: JsonSchema): Record<string, unknown> {
  const needed = required as string[]
  return Object.fromEntries(
    Object.entries(properties as Record<string, JsonSchema>)
      .filter(([name]) => needed.includes(name))
      .map(([name, schema]) => [name, exampleOf(schema, name)]),
  )
}

/** An input that its schema takes, with what is required: enough to start from. */
export function exampleOf(schema: JsonSchema, name = ''): unknown {
  if (schema.const !== undefined) return schema.const
  if (Array.isArray(schema.enum)) return schema.enum[0]
  const [choice] = (schema.anyOf ?? schema.oneOf ?? []) as JsonSchema[]
  if (choice) return exampleOf(choice, name)
  if (BY_FORMAT[String(schema.format)]) return BY_FORMAT[String(schema.format)]
  if (name in BY_NAME) return BY_NAME[name]
  const type = typeOf(schema)
  if (type === 'object') return objectExample(schema)
  if (type === 'array') return [exampleOf((schema.items ?? {}) as JsonSchema, name.replace(/s$/, ''))]
  if (type === 'integer' || type === 'number') return Number(schema.minimum ?? 1)
  if (type === 'boolean') return true
  return type === 'string' ? 'text' : {}
}
