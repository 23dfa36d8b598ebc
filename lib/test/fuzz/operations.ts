import type { OperationSource } from '#lib/http/openapi/doc.ts'
import type { ApiDocument } from '#lib/http/openapi/document.ts'
import type { JsonSchema } from '#lib/http/openapi/json-schema.ts'
import type { RouteHandler } from '#lib/http/route.ts'
import { operationsOf, type ServedRoute } from '../api-routes.ts'

interface Parameter {
  name: string
  in: string
  required?: boolean
  schema: JsonSchema
}

/** One operation of the document, with the handler that serves it. */
export interface FuzzedOperation {
  name: string
  method: string
  /** As the document spells it. */
  path: string
  tag: string
  source: OperationSource
  handler: RouteHandler
  parameters: Parameter[]
  /** Null: it reads no body. */
  body: { type: string; schema: JsonSchema } | null
  described: { responses: Record<string, { $ref?: string; content?: Record<string, { schema?: object }> }> }
  /** The segments of a catch-all, which Next hands over as a list. */
  rest: { name: string; segments: string[] } | null
}

const openPath = (path: string) => path.replace(/\[(?:\.\.\.)?(\w+)\]/g, '{$1}')

/** What a catch-all's name stands for in one of its addresses. */
function restOf(folder: string, path: string): FuzzedOperation['rest'] {
  const [, before, name] = /^(.*)\/\[\.\.\.(\w+)\]$/.exec(folder) ?? []
  return before && name ? { name, segments: path.slice(before.length + 1).split('/') } : null
}

function operationOf(document: ApiDocument, route: ServedRoute, source: OperationSource): FuzzedOperation {
  const path = source.at ?? openPath(route.path)
  const described = document.paths[path]?.[route.method.toLowerCase()] as unknown as {
    parameters?: (Parameter & { $ref?: string })[]
    requestBody?: { content: Record<string, { schema: JsonSchema }> }
    tags: string[]
  } & FuzzedOperation['described']
  const [body] = Object.entries(described.requestBody?.content ?? {})
  return {
    name: `${route.method} ${path}`,
    method: route.method,
    path,
    tag: described.tags[0] ?? '',
    source,
    handler: route.handler,
    parameters: (described.parameters ?? []).filter(({ $ref }) => $ref === undefined),
    body: body ? { type: body[0], schema: body[1].schema } : null,
    described,
    rest: restOf(route.path, path),
  }
}

/** Every operation of the document, in its order. */
export const fuzzedOperations = (document: ApiDocument, routes: readonly ServedRoute[]): FuzzedOperation[] =>
  routes
    .flatMap((route) => operationsOf(route).map((source) => operationOf(document, route, source)))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
