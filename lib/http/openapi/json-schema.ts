import { z } from 'zod'

export type JsonSchema = { [key: string]: unknown }

/** Formats that say more than the patterns zod writes beside them. */
const CLEAR_FORMATS = new Set(['date-time', 'date', 'uuid', 'email'])
const ANY_JSON: JsonSchema = { description: 'Any JSON value.' }

/** Longer ones are zod's own for dates without an offset; the description says it better. */
const MAX_PATTERN_LENGTH = 120

interface Overridden {
  jsonSchema: JsonSchema
}

/** Takes away what zod writes for itself rather than for a reader. */
function tidy({ jsonSchema: schema }: Overridden): void {
  const isLong = String(schema.pattern ?? '').length > MAX_PATTERN_LENGTH
  if (isLong || CLEAR_FORMATS.has(String(schema.format))) delete schema.pattern
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  // Answers may grow: a reader must pass over fields that it does not know.
  if (schema.additionalProperties === false) delete schema.additionalProperties
  if (schema.additionalProperties && Object.keys(schema.additionalProperties).length === 0) {
    schema.additionalProperties = true
  }
  const names = schema.propertyNames as JsonSchema | undefined
  if (names && Object.keys(names).join() === 'type') delete schema.propertyNames
}

const isObject = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `{anyOf: [X, null]}` as JSON Schema's own list of types, where nothing else of X speaks of values. */
function flatten(schema: JsonSchema): JsonSchema {
  const [first, second, ...more] = (schema.anyOf ?? []) as JsonSchema[]
  if (!first || more.length > 0 || second?.type !== 'null' || typeof first.type !== 'string') return schema
  if ('enum' in first || 'const' in first) return schema
  const { anyOf, ...outer } = schema
  return { ...first, type: [first.type, 'null'], ...outer }
}

/** Sends local references to the components, and those to `z.json()`, which has no name, nowhere: they allow anything. */
function relink(value: unknown, anonymous: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((each) => relink(each, anonymous))
  if (!isObject(value)) return value
  const { $ref, ...rest } = value
  const inner = Object.fromEntries(Object.entries(rest).map(([key, each]) => [key, relink(each, anonymous)]))
  if (typeof $ref !== 'string') return flatten(inner)
  const name = $ref.replace('#/$defs/', '')
  return anonymous.has(name) ? { ...ANY_JSON, ...inner } : { $ref: `#/components/schemas/${name}`, ...inner }
}

/** zod's own registry of descriptions, with our names beside them. */
class Named extends z.core.$ZodRegistry<{ id?: string }> {
  readonly #names: ReadonlyMap<z.ZodType, string>

  constructor(names: ReadonlyMap<z.ZodType, string>) {
    super()
    this.#names = names
  }

  override get(schema: z.core.$ZodType): never {
    const id = this.#names.get(schema as z.ZodType)
    return { ...z.globalRegistry.get(schema), ...(id ? { id } : {}) } as never
  }
}

/**
 * JSON Schema (2020-12) of zod schemas. Those that have a name are written once, under `components`, and referred to.
 * `input` is what a caller may send, `output` what is answered.
 */
export function jsonSchemas(names: ReadonlyMap<z.ZodType, string>) {
  const registry = new Named(names)
  const components: Record<string, JsonSchema> = {}
  const write = (schema: z.ZodType, io: 'input' | 'output', metadata?: Named) => {
    const { $schema, $defs, ...own } = z.toJSONSchema(schema, {
      io,
      unrepresentable: 'any',
      override: tidy as never,
      ...(metadata ? { metadata } : {}),
    }) as JsonSchema & { $defs?: Record<string, JsonSchema> }
    const anonymous = new Set(Object.keys($defs ?? {}).filter((name) => name.startsWith('__schema')))
    for (const [name, definition] of Object.entries($defs ?? {})) {
      if (!anonymous.has(name)) components[name] = relink(definition, anonymous) as JsonSchema
    }
    return relink(own, anonymous) as JsonSchema
  }
  return {
    components,
    input: (schema: z.ZodType): JsonSchema => write(schema, 'input'),
    output: (schema: z.ZodType): JsonSchema => write(schema, 'output', registry),
  }
}
