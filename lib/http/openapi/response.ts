import { createHash } from 'node:crypto'
import type { App } from '#lib/compose.ts'
import { type ApiDocument, apiDocument, type RouteFile } from './document.ts'
import type { Module } from './names.ts'

/** A browser or client may keep it for so long before it asks again. */
const MAX_AGE_SECONDS = 300

interface Written {
  document: ApiDocument
  text: string
  etag: string
}

const written = new WeakMap<object, Written>()

/** The description of this installation's API, made once per process. */
export function writtenDocument(app: App, routes: readonly RouteFile[], schemas: readonly Module[]): Written {
  const known = written.get(routes)
  if (known) return known
  const { version, publicBaseUrl } = app.config
  const document = apiDocument(routes, schemas, { version, server: publicBaseUrl ?? '/' })
  const text = JSON.stringify(document)
  const hash = createHash('sha256').update(text).digest('base64url')
  const made = { document, text, etag: `"${hash}"` }
  written.set(routes, made)
  return made
}

/** GET /api/openapi.json, and 304 for who has it already. */
export function openapiResponse(
  app: App,
  request: Request,
  routes: readonly RouteFile[],
  schemas: readonly Module[],
): Response {
  const { text, etag } = writtenDocument(app, routes, schemas)
  const headers = { etag, 'cache-control': `public, max-age=${MAX_AGE_SECONDS}` }
  const known = request.headers
    .get('if-none-match')
    ?.split(',')
    .map((tag) => tag.trim())
  if (known?.includes(etag)) return new Response(null, { status: 304, headers })
  return new Response(text, { headers: { ...headers, 'content-type': 'application/json' } })
}
