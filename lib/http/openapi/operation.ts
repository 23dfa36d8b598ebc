import { z } from 'zod'
import type { OperationSource, RouteDoc } from './doc.ts'
import { exampleOf } from './example.ts'
import type { JsonSchema, jsonSchemas } from './json-schema.ts'
import { problemStatuses } from './problems.ts'

export type Writer = ReturnType<typeof jsonSchemas>
export const JSON_TYPE = 'application/json'
/** Fields of an input that a header fills, so that they are no part of the body that is described. */
const FROM_HEADERS = ['idempotency_key', 'version']

interface Parts {
  method: string
  path: string
  source: OperationSource
  writer: Writer
}

/** `/api/agents/{id}/heartbeat` and POST: `postAgentsByIdHeartbeat`. */
function operationId(method: string, path: string): string {
  const words = path
    .replace(/^\/(?!api\/)/, 'root/')
    .replace(/^\/api\//, '')
    .replace(/\{(\w+)\}/g, 'by-$1')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
  return [method.toLowerCase(), ...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join('')
}

/** The first folder under `/api`: what the operation is about. */
export const tagOf = (path: string): string =>
  path
    .replace(/^\/api\//, '/')
    .split('/')[1]
    ?.replace(/^\./, '') ?? ''

const hasBody = (method: string) => method === 'POST' || method === 'PUT' || method === 'PATCH'

interface InputParts {
  properties: Record<string, JsonSchema>
  required: string[]
}

function inputParts({ source, writer }: Parts): InputParts {
  const { properties = {}, required = [] } = source.input
    ? (writer.input(source.input) as Partial<InputParts>)
    : {}
  return { properties, required }
}

function pathParameters({ path, source }: Parts, { properties }: InputParts) {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    const field = source.path?.[name]
    const schema = (field && properties[field]) || { type: 'string', format: 'uuid' }
    return { name, in: 'path', required: true, schema }
  })
}

/** Query parameters: everything that is no id of the path and no header. */
function queryParameters({ source }: Parts, { properties, required }: InputParts) {
  const fromPath = new Set(Object.values(source.path ?? {}))
  return Object.entries(properties)
    .filter(([name]) => !fromPath.has(name) && name !== 'idempotency_key')
    .map(([name, { description, ...schema }]) => ({
      name,
      in: 'query',
      required: required.includes(name),
      ...(description ? { description } : {}),
      schema,
    }))
}

function headerParameters({ method, source }: Parts, { properties }: InputParts) {
  if (method === 'GET' || source.auth === 'signature' || source.auth === 'none') return []
  return [
    ...(source.auth === 'bearer' || source.isRepeatable === false
      ? []
      : [{ $ref: '#/components/parameters/IdempotencyKey' }]),
    ...(properties.version ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
  ]
}

function requestBody(parts: Parts, { properties, required }: InputParts) {
  const { method, source, writer } = parts
  const { consumes, example } = source.doc ?? {}
  const shown = example?.request === undefined ? {} : { example: example.request }
  if (consumes)
    return {
      required: true,
      content: { [consumes.type]: { schema: writer.input(consumes.schema), ...shown } },
    }
  if (!hasBody(method) || !source.input) return undefined
  const taken = new Set([...Object.values(source.path ?? {}), ...FROM_HEADERS])
  const kept = Object.fromEntries(Object.entries(properties).filter(([name]) => !taken.has(name)))
  if (Object.keys(kept).length === 0) return undefined
  const needed = required.filter((name) => name in kept)
  const schema = { type: 'object', properties: kept, ...(needed.length > 0 ? { required: needed } : {}) }
  return {
    required: needed.length > 0,
    content: { [JSON_TYPE]: { schema, example: exampleOf(schema), ...shown } },
  }
}

const hasField = (schema: z.ZodType | undefined, name: string) =>
  schema instanceof z.ZodObject && name in schema.shape

function successHeaders({ method, source }: Parts, doc: RouteDoc) {
  const names = [
    'XRequestId',
    ...(source.auth === 'none' || source.auth === 'signature' ? [] : ['RateLimit', 'RateLimitPolicy']),
    ...(hasField(doc.output, 'version') ? ['ETag'] : []),
    ...(method === 'GET' && hasField(source.input, 'cursor') ? ['Link'] : []),
  ]
  const spelled: Record<string, string> = {
    XRequestId: 'X-Request-Id',
    RateLimit: 'RateLimit',
    RateLimitPolicy: 'RateLimit-Policy',
  }
  return Object.fromEntries(
    names.map((name) => [spelled[name] ?? name, { $ref: `#/components/headers/${name}` }]),
  )
}

function success(parts: Parts, doc: RouteDoc) {
  const { source, writer } = parts
  const headers = successHeaders(parts, doc)
  if (!doc.output && !doc.produces) return { 204: { description: 'Done; there is no body.', headers } }
  const schema = doc.output ? writer.output(doc.output) : { type: 'string' }
  const shown = doc.example?.response === undefined ? {} : { example: doc.example.response }
  const content = { [doc.produces ?? JSON_TYPE]: { schema, ...shown } }
  const status = source.status ?? 200
  return { [status]: { description: status === 201 ? 'Made.' : 'The answer.', headers, content } }
}

function otherAnswers({ writer }: Parts, doc: RouteDoc) {
  return Object.fromEntries(
    Object.entries(doc.answers ?? {}).map(([status, { description, schema, type = JSON_TYPE }]) => [
      status,
      { description, ...(schema ? { content: { [type]: { schema: writer.output(schema) } } } : {}) },
    ]),
  )
}

/** Who may call, as OpenAPI has it: either of several schemes, each with the scope that it must carry. */
function security({ auth, permission, doc }: OperationSource) {
  if (auth === 'none') return []
  if (auth === 'signature') return [{ carrierSignature: [] }]
  const scope = doc?.scope === undefined ? permission : doc.scope
  const scopes = scope ? [scope] : []
  const session = { session: scopes }
  const bearer = { bearer: scopes }
  if (auth === 'session') return [session]
  return auth === 'bearer' ? [bearer] : [bearer, session]
}

/** One operation object (OpenAPI 3.1, 4.8.10) from what a route parses, answers and says of itself. */
export function operationOf(parts: Parts): JsonSchema {
  const { method, path, source } = parts
  const doc: RouteDoc = source.doc ?? { summary: `${method} ${path}` }
  const input = inputParts(parts)
  const parameters = [
    ...pathParameters(parts, input),
    ...(hasBody(method) ? [] : queryParameters(parts, input)),
    ...headerParameters(parts, input),
  ]
  const body = requestBody(parts, input)
  const problems = problemStatuses({
    method,
    path,
    source,
    fields: Object.keys(input.properties),
    hasBody: body !== undefined,
  })
  return {
    operationId: operationId(method, path),
    tags: [tagOf(path)],
    summary: doc.summary,
    ...(doc.description ? { description: doc.description } : {}),
    security: security(source),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: body } : {}),
    responses: {
      ...success(parts, doc),
      ...Object.fromEntries(
        problems.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
      ),
      ...otherAnswers(parts, doc),
    },
  }
}
