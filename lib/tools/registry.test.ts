import { describe, expect, it } from 'vitest'
import { PERMISSIONS } from '#lib/domain/permissions.ts'
import { TOOLS } from './registry.ts'
import { missingPermissions } from './tool.ts'

interface JsonSchema {
  type?: string
  properties?: Record<string, JsonSchema>
  items?: JsonSchema
  description?: string
}

const schemaOf = (schema: (typeof TOOLS)[number]['input'], io: 'input' | 'output') =>
  schema['~standard'].jsonSchema[io]({ target: 'draft-2020-12' }) as JsonSchema

describe.each(TOOLS.map((tool) => [tool.name, tool] as const))('%s', (_name, tool) => {
  it('has a name and words that every client takes', () => {
    expect(tool.name).toMatch(/^[a-z][a-z0-9_]{2,63}$/)
    expect(tool.title.length).toBeGreaterThan(5)
    expect(tool.description.length).toBeGreaterThan(40)
    expect(tool.description.length).toBeLessThan(600)
  })

  // Clients drop a tool, or the whole server, for a union at the root.
  it('takes and gives plain objects, and says of each field what it is', () => {
    for (const schema of [schemaOf(tool.input, 'input'), schemaOf(tool.output, 'output')]) {
      expect(schema.type).toBe('object')
      for (const key of ['anyOf', 'oneOf', 'allOf', 'not']) expect(schema).not.toHaveProperty(key)
      expect(JSON.stringify(schema)).not.toMatch(/"\$(ref|defs)"/)
    }
    const fields = Object.entries(schemaOf(tool.input, 'input').properties ?? {})
    for (const [field, { description }] of fields) expect(description, field).toMatch(/\w{3}/)
  })

  it('takes an idempotency_key where it writes, and only there', () => {
    const isWriting = !tool.hints.readOnlyHint
    expect('idempotency_key' in tool.input.shape).toBe(isWriting)
    expect(tool.hints.destructiveHint && tool.hints.readOnlyHint).toBe(false)
  })

  it('needs a permission that there is', () => {
    const all = new Set(PERMISSIONS)
    expect(missingPermissions(tool, all)).toEqual([])
    expect(missingPermissions(tool, new Set())).toEqual([tool.permission, ...(tool.alsoNeeds ?? [])])
  })
})

describe('the registry', () => {
  it('lists no name twice, and the four of the seed documents first', () => {
    const names = TOOLS.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names.slice(0, 4)).toEqual([
      'send_appointment_sms',
      'check_sms_response',
      'simulate_user_sms_response',
      'get_conversation_state',
    ])
  })

  it('has no writing tool that a key which only reads could use', () => {
    const reading = new Set(['conversations:read', 'messages:read', 'agents:read'] as const)
    const usable = TOOLS.filter((tool) => missingPermissions(tool, reading).length === 0)
    expect(usable.filter(({ hints }) => !hints.readOnlyHint)).toEqual([])
    expect(usable.length).toBeGreaterThan(5)
  })
})
