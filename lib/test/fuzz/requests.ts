import fc from 'fast-check'
import { TEST_HOST, TEST_ORIGIN } from '../http.ts'
import { type Known, nearlyOf, textOf } from './arbitrary.ts'
import type { FuzzedOperation } from './operations.ts'

/** One request, as data: it is printed when it finds something. */
export interface FuzzedRequest {
  params: Record<string, string>
  query: Record<string, string>
  headers: Record<string, string>
  body: string | null
}

const WRITES = ['POST', 'PUT', 'PATCH', 'DELETE']

const headersOf = (method: string): fc.Arbitrary<Record<string, string>> => {
  if (!WRITES.includes(method)) return fc.constant({})
  const key = fc.option(fc.constantFrom('k1', 'k2', 'a key', 'k'.repeat(300)), { freq: 6, nil: undefined })
  const match = fc.option(fc.constantFrom('"1"', '"2"', '*', 'W/"1"', 'x', '"99999999999"'), {
    freq: 6,
    nil: undefined,
  })
  return fc
    .record({ 'idempotency-key': key, 'if-match': match })
    .map(
      (headers) =>
        Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)) as Record<
          string,
          string
        >,
    )
}

const recordOf = (operation: FuzzedOperation, place: string, known: Known) => {
  const wanted = operation.parameters.filter((parameter) => parameter.in === place)
  const texts = Object.fromEntries(
    wanted.map(({ name, schema }) => [name, textOf(schema, fieldOf(operation, name), known)]),
  )
  const requiredKeys = wanted.filter(({ required }) => required).map(({ name }) => name)
  return fc.record(texts, { requiredKeys }) as fc.Arbitrary<Record<string, string>>
}

/** `{id}` of a path by the field that it fills. */
const fieldOf = ({ source, tag }: FuzzedOperation, name: string): string =>
  name === 'id' ? `${tag} id` : (source.path?.[name] ?? name)

function bodyOf({ body, method }: FuzzedOperation, known: Known): fc.Arbitrary<string | null> {
  if (method === 'GET' || method === 'DELETE') return fc.constant(null)
  const broken = fc.constantFrom('', '{', '[]', '"x"', 'null', '{"a":'.repeat(2_000), '\ufffd')
  if (body === null)
    return fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: broken })
  const value = nearlyOf(body.schema, known)
  const isForm = body.type.endsWith('urlencoded')
  const written = value.map((sent) =>
    isForm && typeof sent === 'object' && sent !== null
      ? new URLSearchParams(
          Object.entries(sent).map(([name, each]) => [
            name,
            (typeof each === 'string' ? each : (JSON.stringify(each) ?? '')).toWellFormed(),
          ]),
        ).toString()
      : JSON.stringify(sent),
  )
  return fc.oneof({ weight: 19, arbitrary: written }, { weight: 1, arbitrary: broken })
}

export const requestOf = (operation: FuzzedOperation, known: Known): fc.Arbitrary<FuzzedRequest> =>
  fc.record({
    params: recordOf(operation, 'path', known),
    query: recordOf(operation, 'query', known),
    headers: headersOf(operation.method),
    body: bodyOf(operation, known),
  })

const encoded = (text: string) => encodeURIComponent(text.toWellFormed())

/** The request as the server would be given it. */
export function toRequest(
  operation: FuzzedOperation,
  sent: FuzzedRequest,
  who: Record<string, string>,
): Request {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encoded(sent.params[name] ?? ''))
  const query = Object.entries(sent.query).map(([name, value]) => `${name}=${encoded(value)}`)
  const type = operation.body?.type ?? 'application/json'
  return new Request(`http://0.0.0.0:10003${path}?${query.join('&')}`, {
    method: operation.method,
    headers: {
      host: TEST_HOST,
      accept: 'application/json, text/event-stream',
      ...(operation.method === 'GET' ? {} : { origin: TEST_ORIGIN, 'content-type': type }),
      ...sent.headers,
      ...who,
    },
    ...(sent.body === null ? {} : { body: sent.body.toWellFormed() }),
  })
}

export function paramsOf(
  { rest, source }: FuzzedOperation,
  { params }: FuzzedRequest,
): Record<string, string | string[]> {
  if (rest) return { [rest.name]: rest.segments }
  const written = Object.entries(params).map(([name, value]) => [
    name,
    source.named?.includes(name) ? encoded(value) : value,
  ])
  return Object.fromEntries(written)
}
