import { createHash } from 'node:crypto'
import { app as theApp } from '#lib/compose.ts'
import { cardFor } from '#lib/protocols/a2a/card-json.ts'
import { type WireVersion, wireVersionOf } from '#lib/protocols/a2a/version.ts'
import { originOf } from './a2a-caller.ts'

/** What the card says is in the code, so it is as old as this process at the most. */
const LOADED_AT = new Date().toUTCString()
/** How long a reader may keep the card without asking. */
const MAX_AGE_SECONDS = 300

/** The version that the reader names; one that nobody speaks gets what everybody can read. */
function versionOf(request: Request): WireVersion {
  try {
    return wireVersionOf(request)
  } catch {
    return '0.3'
  }
}

/** GET /.well-known/agent-card.json, for everybody (A2A 1.0, section 8.2): with a validator, per version and host. */
export function a2aCard(request: Request): Response {
  const app = theApp()
  const body = cardFor(originOf(app, request), app.config.version, versionOf(request))
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`
  const headers = {
    etag,
    'last-modified': LOADED_AT,
    'cache-control': `public, max-age=${MAX_AGE_SECONDS}`,
    vary: 'A2A-Version, Host',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  }
  const known = request.headers
    .get('if-none-match')
    ?.split(',')
    .map((each) => each.trim().replace(/^W\//, ''))
  if (known?.some((each) => each === etag || each === '*'))
    return new Response(null, { status: 304, headers })
  return new Response(body, { headers: { ...headers, 'content-type': 'application/json' } })
}
