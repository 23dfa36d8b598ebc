import type { MessageJson } from '../task-json.ts'
import type { Work } from './outcome.ts'
import { parsePlainText } from './plain-text.ts'
import type { PeerRequest } from './request.ts'

type Raw = Record<string, unknown>

const isObject = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** The envelope of the A2A design, or its fields without one. */
function fromEnvelope(data: Raw, type: string): PeerRequest {
  const { message_type: _type, action: _action, payload, ...rest } = data
  return {
    kind: 'message',
    name: type,
    payload: isObject(payload) ? payload : rest,
    message_id: textOf(data.message_id),
    correlation_id: textOf(data.correlation_id),
  }
}

const MESSAGE_TYPE = /^[A-Z]+(_[A-Z]+)+$/

function fromData(data: unknown): PeerRequest | null {
  if (!isObject(data)) return null
  const type = textOf(data.message_type)
  if (type) return fromEnvelope(data, type.toUpperCase())
  const action = textOf(data.action)
  if (!action) return null
  if (MESSAGE_TYPE.test(action)) return fromEnvelope(data, action)
  const { action: _action, payload, ...rest } = data
  return {
    kind: 'tool',
    name: action,
    payload: isObject(payload) ? payload : rest,
    message_id: null,
    correlation_id: null,
  }
}

function fromText(text: string, work: Work | null): PeerRequest | null {
  const trimmed = text.trim()
  if (!trimmed.startsWith('{')) return parsePlainText(trimmed, work)
  try {
    return fromData(JSON.parse(trimmed))
  } catch {
    return null
  }
}

/** The words of a message. */
export const wordsOf = (message: MessageJson): string =>
  message.parts.map(({ text }) => text ?? '').join('\n')

/**
 * What a message asks for: by its first data part that says so, else by its words. JSON as a text is read as data, since
 * many models write it there. Null: it is not understood.
 */
export function readRequest(message: MessageJson, work: Work | null): PeerRequest | null {
  for (const part of message.parts) {
    const request = fromData(part.data)
    if (request) return request
  }
  return fromText(wordsOf(message), work)
}
