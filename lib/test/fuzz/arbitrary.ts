import fc from 'fast-check'
import type { JsonSchema } from '#lib/http/openapi/json-schema.ts'

/** Values that have broken other programs: signs, lengths, other alphabets, what looks like code, what the database refuses. */
const NASTY_STRINGS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '\u202e',
  'é'.repeat(300),
  'x'.repeat(5_000),
  "'; DROP TABLE patient; --",
  '<script>',
  '../../etc/passwd',
  '%00',
  '{{7*7}}',
  '__proto__',
  'null',
  '-1',
  '1e309',
  '99999999999999999999',
  '2026-02-30T25:61:00Z',
  '0000-01-01T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  '9999-12-31T23:59:59.999+23:59',
]
const NASTY_VALUES = [null, true, 0, -1, 1.5, 1e308, 2 ** 53, [], {}, [null], { a: {} }, ...NASTY_STRINGS]

/** Known ids by the name of a field, so that cases get past "not found". */
export type Known = Readonly<Record<string, readonly string[]>>

const typesOf = (schema: JsonSchema): string[] =>
  (Array.isArray(schema.type) ? schema.type : [schema.type]).filter((type) => typeof type === 'string')

const instants = fc
  .date({ min: new Date('2026-11-20T00:00:00Z'), max: new Date('2026-12-20T00:00:00Z'), noInvalidDate: true })
  .map((date) => {
    const quarter = new Date(Math.floor(date.getTime() / 900_000) * 900_000)
    return quarter.toISOString()
  })

function stringOf(schema: JsonSchema, name: string, known: Known): fc.Arbitrary<unknown> {
  const ids = known[name] ?? known[name.replace(/s$/, '')]
  if (schema.format === 'uuid') {
    const any = fc.uuid()
    return ids
      ? fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...ids) }, { weight: 1, arbitrary: any })
      : any
  }
  if (schema.format === 'date-time') return instants
  if (schema.format === 'date') return instants.map((at) => at.slice(0, 10))
  if (schema.format === 'email') return fc.emailAddress()
  if (ids) return fc.oneof(fc.constantFrom(...ids), fc.string())
  if (typeof schema.pattern === 'string' && !schema.pattern.includes('\\P{')) {
    return fc.stringMatching(new RegExp(schema.pattern))
  }
  const min = Number(schema.minLength ?? 0)
  const max = Math.min(Number(schema.maxLength ?? 40), 60)
  return fc.string({ unit: 'grapheme', minLength: min, maxLength: Math.max(min, max) })
}

function objectOf(schema: JsonSchema, known: Known): fc.Arbitrary<unknown> {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>)
  const record = Object.fromEntries(properties.map(([name, inner]) => [name, validOf(inner, name, known)]))
  const requiredKeys = ((schema.required ?? []) as string[]).filter((name) => name in record)
  const fixed = fc.record(record, { requiredKeys })
  if (!schema.additionalProperties) return fixed
  const free = fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 })
  return fc.tuple(free, fixed).map(([more, own]) => ({ ...more, ...(own as object) }))
}

function typedOf(schema: JsonSchema, name: string, known: Known): fc.Arbitrary<unknown> {
  const [type] = typesOf(schema)
  const [min, max] = [Number(schema.minimum ?? -1_000), Number(schema.maximum ?? 100_000)]
  if (type === 'string') return stringOf(schema, name, known)
  if (type === 'integer') return fc.integer({ min: Math.ceil(min), max: Math.min(max, 2 ** 31 - 1) })
  if (type === 'number') return fc.double({ min, max, noNaN: true })
  if (type === 'boolean') return fc.boolean()
  if (type === 'null') return fc.constant(null)
  if (type === 'array') {
    const items = validOf((schema.items ?? {}) as JsonSchema, name, known)
    const minLength = Number(schema.minItems ?? 0)
    return fc.array(items, {
      minLength,
      maxLength: Math.max(minLength, Math.min(Number(schema.maxItems ?? 3), 3)),
    })
  }
  if (type === 'object') return objectOf(schema, known)
  return fc.jsonValue({ maxDepth: 2 })
}

/** What the schema takes. */
export function validOf(schema: JsonSchema, name: string, known: Known): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum)
  const choices = (schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined
  if (choices) return fc.oneof(...choices.map((each) => validOf(each, name, known)))
  const typed = typedOf(schema, name, known)
  return typesOf(schema).includes('null') ? fc.option(typed, { freq: 4 }) : typed
}

const nasty = fc.oneof(fc.constantFrom(...NASTY_VALUES), fc.jsonValue({ maxDepth: 3 }))

/** What the schema takes, with one field in a few replaced, dropped or added: near enough to get far in. */
export function nearlyOf(schema: JsonSchema, known: Known): fc.Arbitrary<unknown> {
  const valid = validOf(schema, '', known)
  const names = Object.keys((schema.properties ?? {}) as object)
  if (names.length === 0) return fc.oneof(valid, nasty)
  const spoilt = fc
    .tuple(valid, fc.constantFrom(...names, '__proto__', 'extra'), nasty, fc.boolean())
    .map(([value, name, other, isDropped]) => {
      const { [name]: _, ...rest } = value as Record<string, unknown>
      return isDropped ? rest : { ...rest, [name]: other }
    })
  return fc.oneof(
    { weight: 5, arbitrary: valid },
    { weight: 4, arbitrary: spoilt },
    { weight: 1, arbitrary: nasty },
  )
}

/** A value for a path or query, as text. */
export const textOf = (schema: JsonSchema, name: string, known: Known): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 8, arbitrary: validOf(schema, name, known).map(String) },
    { weight: 1, arbitrary: fc.constantFrom(...NASTY_STRINGS) },
  )
