import type { OperationSource } from './doc.ts'

/** What each status means here; the body is always the same problem. */
export const PROBLEM_WORDS: Record<number, string> = {
  400: 'The request could not be read: not JSON, not UTF-8.',
  401: 'No key or session, or one that is over.',
  403: 'Known, but not allowed: the scope is missing, or a page of another site has sent it.',
  404: 'There is no such thing, or it is not yours.',
  409: 'It cannot be done as things stand; the message says what is in the way.',
  412: 'It has changed since the version that If-Match names. Nothing was written.',
  413: 'The body is larger than this address reads.',
  415: 'The body has another type than this address reads.',
  422: 'A field is missing or wrong; `field` names it.',
  429: 'Too many requests; Retry-After says when to come back.',
  503: 'A part that this needs is down or turned off. Nothing was changed.',
}

interface Question {
  method: string
  source: OperationSource
  /** As the document spells it. */
  path: string
  /** Names of the input's fields. */
  fields: readonly string[]
  hasBody: boolean
}

/** The refusals that follow from how a route is called; its document adds what only it knows. */
export function problemStatuses({ method, path, source, fields, hasBody }: Question): number[] {
  if (source.hasOwnRefusals) return []
  const isWrite = method !== 'GET'
  const isKnown = source.auth !== 'none'
  const namesThings = path.includes('{') || fields.some((name) => name.endsWith('_id'))
  return Object.entries({
    400: isWrite && method !== 'DELETE',
    401: isKnown && source.auth !== 'signature',
    403: isKnown,
    404: namesThings,
    409: isWrite,
    412: isWrite && fields.includes('version'),
    413: isWrite && method !== 'DELETE',
    415: hasBody,
    422: fields.length > 0 || isWrite,
    429: true,
    503: true,
  })
    .filter(([, applies]) => applies)
    .map(([status]) => Number(status))
}
