/** The API's description (OpenAPI 3.1) as far as the reference shows it. */
export interface Schema {
  type?: string | string[]
  format?: string
  description?: string
  enum?: readonly unknown[]
  const?: unknown
  properties?: Record<string, Schema>
  required?: readonly string[]
  items?: Schema
  anyOf?: readonly Schema[]
  oneOf?: readonly Schema[]
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  $ref?: string
}
export interface Parameter {
  name?: string
  in?: string
  required?: boolean
  description?: string
  schema?: Schema
  $ref?: string
}
interface Content {
  schema?: Schema
  example?: unknown
}
export interface Answer {
  description?: string
  content?: Record<string, Content>
  $ref?: string
}
export interface Operation {
  operationId: string
  tags: readonly string[]
  summary: string
  description?: string
  security?: readonly Record<string, readonly string[]>[]
  parameters?: readonly Parameter[]
  requestBody?: { content: Record<string, Content> }
  responses: Record<string, Answer>
}
export interface ReferenceDocument {
  info: { title: string; version: string; description: string }
  tags: readonly { name: string; description: string }[]
  paths: Record<string, Record<string, Operation>>
  webhooks: Record<string, { post: Operation }>
  components: { schemas: Record<string, Schema>; parameters: Record<string, Parameter> }
}

export interface Entry {
  method: string
  path: string
  operation: Operation
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete']

/** Operations by what they are about, in the order of the document. */
export function entriesByTag(document: ReferenceDocument): Map<string, Entry[]> {
  const entries = Object.entries(document.paths).flatMap(([path, operations]) =>
    METHODS.flatMap((method) => {
      const operation = operations[method]
      return operation ? [{ method: method.toUpperCase(), path, operation }] : []
    }),
  )
  return Map.groupBy(entries, ({ operation }) => operation.tags[0] ?? '')
}

/** `Appointment` of a reference to it. */
export const refName = (reference: string): string => reference.split('/').at(-1) ?? ''

/** A type in a word or two: "string, date-time", "list of Appointment". */
export function typeWords(schema: Schema): string {
  if (schema.$ref) return refName(schema.$ref)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return choices.map(typeWords).join(' or ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const types = Array.isArray(schema.type) ? schema.type : [schema.type ?? 'any']
  const [first] = types
  const base =
    first === 'array' ? `list of ${typeWords(schema.items ?? {})}` : (schema.format ?? String(first))
  return types.length > 1 && types.includes('null') ? `${base} or null` : base
}

/** The names that a type's words link to. */
export function refsIn(schema: Schema): string[] {
  if (schema.$ref) return [refName(schema.$ref)]
  const inner = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.items ? [schema.items] : [])]
  return inner.flatMap(refsIn)
}

/** The object whose fields are worth listing beneath a field: itself, its items, or its one choice that is no null. */
export function fieldsOf(schema: Schema): Schema | null {
  if (schema.properties) return schema
  if (schema.items) return fieldsOf(schema.items)
  const choices = (schema.anyOf ?? schema.oneOf ?? []).filter(({ type }) => type !== 'null')
  const [only] = choices
  return choices.length === 1 && only ? fieldsOf(only) : null
}
