import type { z } from 'zod'
import { problemView } from '../problem-schema.ts'
import { COMPONENTS } from './components.ts'
import type { Described } from './doc.ts'
import { type JsonSchema, jsonSchemas } from './json-schema.ts'
import { type Module, schemaNames } from './names.ts'
import { operationOf, tagOf, type Writer } from './operation.ts'
import { PROBLEM_WORDS } from './problems.ts'
import { TAGS } from './tags.ts'
import { WEBHOOKS } from './webhooks.ts'

/** A route file of `app`: its address as the folders spell it, and what it exports. */
export interface RouteFile {
  path: string
  module: Module
}

export interface ApiDocument {
  openapi: string
  info: { title: string; version: string; description: string }
  servers: { url: string }[]
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, JsonSchema>>
  webhooks: Record<string, JsonSchema>
  components: Record<string, Record<string, JsonSchema>>
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

const DESCRIPTION = `Everything that the console does goes through this API, so another program can do it too.

**Who calls.** Send an API key as a bearer token; keys are made in Settings, Keys or with \`npm run keys\`. A key opens what
its scopes say, in its clinic or in all. What is not yours answers as if it were not there.

**Refusals** are problems (RFC 9457): \`code\` is for programs, \`message\` says in words what is wrong and what would be right.

**Writing twice.** Send \`Idempotency-Key\` with a write: the same key and body get the first answer for 24 hours.

**Two people at once.** What carries a \`version\` answers it as \`ETag\`. Send it back as \`If-Match\`: when somebody was faster the
answer is 412 and nothing was written.

**Lists** come a page at a time. \`Link: <...>; rel="next"\` leads to the next one; the last page has no such header.

**Limits.** \`RateLimit-Policy\` and \`RateLimit\` say how much is left; 429 carries \`Retry-After\`.

Times are ISO 8601 with an offset, ids are uuids, money is whole minor units. Fields may be added to answers at any time.`

/** `/api/agents/[id]` as OpenAPI spells it. */
const openPath = (path: string) => path.replace(/\[(?:\.\.\.)?(\w+)\]/g, '{$1}')

function pathsOf(routes: readonly RouteFile[], writer: Writer) {
  const paths: ApiDocument['paths'] = {}
  for (const { path, module } of routes) {
    for (const method of METHODS) {
      const described = (module[method] as { described?: Described } | undefined)?.described
      if (!described || !('operations' in described)) continue
      for (const source of described.operations) {
        const address = source.at ?? openPath(path)
        paths[address] ??= {}
        paths[address][method.toLowerCase()] = operationOf({ method, path: address, source, writer })
      }
    }
  }
  return Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function webhooksOf(writer: Writer): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(WEBHOOKS).map(([name, { summary, description, schema, answers }]) => [
      name,
      {
        post: {
          operationId: name,
          tags: ['webhooks'],
          summary,
          description,
          requestBody: {
            required: true,
            content: { 'application/json': { schema: writer.output(schema) } },
          },
          responses: Object.fromEntries(
            Object.entries(answers).map(([status, text]) => [status, { description: text }]),
          ),
        },
      },
    ]),
  )
}

const problemResponses = () =>
  Object.fromEntries(
    Object.entries(PROBLEM_WORDS).map(([status, description]) => [
      `Problem${status}`,
      {
        description,
        ...(status === '429' ? { headers: { 'Retry-After': { schema: { type: 'integer' } } } } : {}),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )

/**
 * The API's description (OpenAPI 3.1.1) from the routes themselves: what they parse and answer, not what somebody wrote
 * about it. `schemas` are the modules whose exports give the names of answers.
 */
export function apiDocument(
  routes: readonly RouteFile[],
  schemas: readonly Module[],
  about: { version: string; server: string },
): ApiDocument {
  const writer = jsonSchemas(new Map<z.ZodType, string>([[problemView, 'Problem'], ...schemaNames(schemas)]))
  const paths = pathsOf(routes, writer)
  const webhooks = webhooksOf(writer)
  writer.output(problemView)
  const used = new Set([...Object.keys(paths).map(tagOf), 'webhooks'])
  return {
    openapi: '3.1.1',
    info: { title: 'Switchboard', version: about.version, description: DESCRIPTION },
    servers: [{ url: about.server }],
    tags: [...used].sort().map((name) => ({ name, description: TAGS[name] ?? '' })),
    paths,
    webhooks,
    components: {
      ...COMPONENTS,
      schemas: Object.fromEntries(Object.entries(writer.components).sort(([a], [b]) => (a < b ? -1 : 1))),
      responses: problemResponses(),
    },
  }
}
