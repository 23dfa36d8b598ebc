import { SwitchboardError } from '#lib/domain/errors.ts'
import { HttpError } from './problem.ts'

/** Every request body, unless a route names another limit. */
export const MAX_BODY_BYTES = 64 * 1024

const tooLarge = (maxBytes: number) =>
  new HttpError(413, `The request is too large; at most ${Math.floor(maxBytes / 1024)} KiB are read.`, {
    connection: 'close',
  })

/**
 * Reads a body and stops as soon as it is too long, whatever Content-Length says. Throws HttpError 413.
 */
export async function readBytes(request: Request, maxBytes = MAX_BODY_BYTES): Promise<Uint8Array> {
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > maxBytes) throw tooLarge(maxBytes)
  if (request.body === null) return new Uint8Array()
  const reader = request.body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(chunks)
    size += value.byteLength
    if (size > maxBytes) {
      await reader.cancel()
      throw tooLarge(maxBytes)
    }
    chunks.push(value)
  }
}

/** The body as text. Throws HttpError 413, and `invalid_input` (400) for bytes that are no UTF-8. */
export async function readText(request: Request, maxBytes = MAX_BODY_BYTES): Promise<string> {
  const bytes = await readBytes(request, maxBytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw unreadable('The request is not UTF-8 text.')
  }
}

const unreadable = (message: string) => new SwitchboardError('invalid_input', message, { isUnreadable: true })

/**
 * The body as a JSON object; an empty body is an empty object. JSON must be called JSON: a form or plain text, which
 * another site could post from a browser, is refused with 415.
 */
export async function readJsonObject(
  request: Request,
  maxBytes = MAX_BODY_BYTES,
): Promise<Record<string, unknown>> {
  const text = await readText(request, maxBytes)
  if (text.trim() === '') return {}
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (type !== 'application/json') throw new HttpError(415, 'Send JSON, with Content-Type: application/json.')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw unreadable('The request is not valid JSON.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw unreadable('The request must be a JSON object.')
  }
  return value as Record<string, unknown>
}
