import { z } from 'zod'
import { parseInput } from '#lib/core/parse.ts'
import { isAgentName } from '#lib/domain/agents/agent-name.ts'
import { changedMeanwhile, invalidInput, notFound } from '#lib/domain/errors.ts'
import { MAX_BODY_BYTES, readJsonObject } from './body.ts'
import { isWrite } from './origin.ts'

export const IDEMPOTENCY_HEADER = 'idempotency-key'
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export type PathContext = { params: Promise<Record<string, string | string[] | undefined>> }

/** Next hands colons on as `%3A`. A broken escape names nothing. */
function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}

/** Ids in the path. What is no uuid names nothing, so it is not found rather than wrong. Next gives paths without any undefined. */
export async function readParams(
  context: PathContext,
  named: readonly string[],
): Promise<Record<string, string>> {
  const params: Record<string, string> = {}
  for (const [name, value] of Object.entries((await context.params) ?? {})) {
    if (typeof value !== 'string') throw notFound('This address')
    const text = named.includes(name) ? decode(value) : value
    if (!UUID.test(text) && !(named.includes(name) && isAgentName(text))) throw notFound('This address')
    params[name] = text
  }
  return params
}

export const hasField = (schema: z.ZodType | undefined, name: string): boolean =>
  schema instanceof z.ZodObject && name in schema.shape

/**
 * The version in If-Match (RFC 9110, 13.1.1), null without one. Weak tags never match there; `*` asks only that the thing
 * exists, which every change asks anyway.
 */
function readIfMatch(request: Request, schema: z.ZodType): number | null {
  const header = request.headers.get('if-match')?.trim()
  if (!header || header === '*' || !isWrite(request.method)) return null
  if (!hasField(schema, 'version')) {
    throw invalidInput('Nothing here has a version. Leave If-Match out.', 'if-match')
  }
  const [, version] = /^"(\d{1,9})"$/.exec(header) ?? []
  if (version === undefined)
    throw changedMeanwhile('If-Match names no version that was ever answered. Send the ETag as it came.')
  return Number(version)
}

interface InputOptions {
  input?: z.ZodType
  path?: Record<string, string>
  maxBodyBytes?: number
}

/** Path ids over headers over body or query: an id in the body cannot point elsewhere. */
export async function readInput(
  request: Request,
  options: InputOptions,
  params: Record<string, string>,
): Promise<unknown> {
  const hasBody = isWrite(request.method) && request.method !== 'DELETE'
  const sent = hasBody
    ? await readJsonObject(request, options.maxBodyBytes ?? MAX_BODY_BYTES)
    : Object.fromEntries(new URL(request.url).searchParams)
  if (options.input === undefined) return undefined
  const key = isWrite(request.method) ? request.headers.get(IDEMPOTENCY_HEADER) : null
  const version = readIfMatch(request, options.input)
  const fromPath = Object.entries(options.path ?? {}).map(([param, field]) => [field, params[param]])
  return parseInput(options.input, {
    ...(key ? { idempotency_key: key } : {}),
    ...sent,
    ...(version === null ? {} : { version }),
    ...Object.fromEntries(fromPath),
  })
}
