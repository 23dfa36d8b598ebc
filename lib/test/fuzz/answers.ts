import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { ApiDocument } from '#lib/http/openapi/document.ts'

const BASE = 'https://switchboard.test/api'

/** An answer must have no field that the document does not name, though readers are told to pass over such. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed)
  if (typeof value !== 'object' || value === null) return value
  const inner = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, closed(each)]))
  const isClosable = 'properties' in inner && !('additionalProperties' in inner) && inner.type !== undefined
  return isClosable ? { ...inner, additionalProperties: false } : inner
}

interface Described {
  responses: Record<string, { $ref?: string; content?: Record<string, { schema?: object }> }>
}

/** Checks answers against the document: status, media type and body. */
export function answerChecker(document: ApiDocument) {
  const ajv = new Ajv2020({ strict: false, allErrors: false })
  addFormats.default(ajv)
  ajv.addSchema({ $id: BASE, components: closed(document.components) as object })
  const compiled = new Map<object, ValidateFunction>()
  const validatorOf = (schema: object): ValidateFunction => {
    const known = compiled.get(schema)
    if (known) return known
    const linked = JSON.parse(
      JSON.stringify(closed(schema)).replaceAll('"#/components/', `"${BASE}#/components/`),
    )
    const made = ajv.compile(linked)
    compiled.set(schema, made)
    return made
  }
  const resolve = (reference: string) =>
    document.components.responses?.[
      reference.split('/').at(-1) ?? ''
    ] as unknown as Described['responses'][string]

  /** What is wrong with an answer, or null. */
  return (operation: Described, status: number, type: string, text: string): string | null => {
    const named = operation.responses[String(status)]
    if (!named) return `${status} is not in the document: ${text.slice(0, 300)}`
    const { content } = named.$ref ? resolve(named.$ref) : named
    if (!content) return text === '' ? null : `a body where the document has none: ${text.slice(0, 200)}`
    const media = type.split(';')[0] ?? ''
    const written = content[media]
    if (!written) return `${type || 'no type'} instead of ${Object.keys(content).join(', ')}`
    if (!/json/.test(media) || !written.schema) return null
    const validate = validatorOf(written.schema)
    if (validate(JSON.parse(text))) return null
    const [error] = validate.errors ?? []
    return `${status} ${error?.instancePath} ${error?.message} ${JSON.stringify(error?.params)}: ${text.slice(0, 600)}`
  }
}
