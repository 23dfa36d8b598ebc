import { ContentTypeNotSupportedError, RequestMalformedError } from '@a2a-js/sdk/errors'

/** Everything that one request may weigh. */
export const MAX_A2A_BODY_BYTES = 256 * 1024
export const MAX_PARTS = 20
const MAX_ID_LENGTH = 128
const MAX_TEXT_LENGTH = 16 * 1024
const MAX_HISTORY_LENGTH = 1_000
export const MAX_TASK_PAGE = 100

type Raw = Record<string, unknown>
const isObject = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const malformed = (message: string) => new RequestMalformedError(message)

/** A field in either spelling: ProtoJSON takes both. */
function field(raw: Raw, name: string): unknown {
  return raw[name] ?? raw[name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]
}

const HAS_CONTROL_CHARACTER = /\p{Cc}/u

function checkId(value: unknown, name: string, isRequired: boolean): void {
  if (value === undefined || value === null || value === '') {
    if (isRequired) throw malformed(`${name} is missing.`)
    return
  }
  if (typeof value !== 'string') throw malformed(`${name} must be a text.`)
  if (value.length > MAX_ID_LENGTH) throw malformed(`${name} may have at most ${MAX_ID_LENGTH} characters.`)
  if (HAS_CONTROL_CHARACTER.test(value)) throw malformed(`${name} must not have control characters.`)
}

/** `historyLength` as a whole number that is not negative (1.0, section 3.2.4). */
function checkHistoryLength(raw: Raw): void {
  const value = field(raw, 'historyLength')
  if (value === undefined || value === null) return
  const number = Number(value)
  if (!Number.isInteger(number) || number < 0 || number > MAX_HISTORY_LENGTH)
    throw malformed(`historyLength must be a whole number from 0 to ${MAX_HISTORY_LENGTH}.`)
}

const JSON_TYPE = /^application\/([\w.+-]+\+)?json\b/
const CONTENTS = ['text', 'data', 'raw', 'url', 'file'] as const

/** One part: text or JSON. Files are of no use to anything here, and are not fetched. */
function checkPart(part: unknown, where: string): void {
  if (!isObject(part)) throw malformed(`${where} must be an object.`)
  const contents = CONTENTS.filter((name) => part[name] !== undefined && part[name] !== null)
  if (contents.length !== 1) throw malformed(`${where} must have exactly one of text, data, raw and url.`)
  const mediaType = field(part, 'mediaType')
  const isText = contents[0] === 'text'
  const fits =
    typeof mediaType !== 'string' ||
    mediaType === '' ||
    (isText && /^text\/plain\b/.test(mediaType)) ||
    JSON_TYPE.test(mediaType)
  if (!fits || !(isText || contents[0] === 'data'))
    throw new ContentTypeNotSupportedError(`${where} must be text/plain or application/json.`)
  if (!isText) return
  if (typeof part.text !== 'string') throw malformed(`${where}.text must be a text.`)
  if (String(part.text).length > MAX_TEXT_LENGTH)
    throw malformed(`${where}.text may have at most ${MAX_TEXT_LENGTH} characters.`)
}

/** The media type of a request; what is not called JSON is not read as JSON. Throws ContentTypeNotSupportedError. */
export function checkMediaType(contentType: string | null): void {
  if (contentType === null || JSON_TYPE.test(contentType.trim().toLowerCase())) return
  throw new ContentTypeNotSupportedError('Send JSON, with Content-Type: application/json.')
}

/**
 * What somebody wants to send, before it is decoded: the SDK's codecs take anything. Throws RequestMalformedError, and
 * ContentTypeNotSupportedError for what is neither text nor JSON.
 */
export function checkSend(params: unknown): void {
  if (!isObject(params)) throw malformed('The parameters must be an object.')
  const { message } = params
  if (!isObject(message)) throw malformed('message is missing.')
  checkId(field(message, 'messageId'), 'message.messageId', true)
  checkId(field(message, 'contextId'), 'message.contextId', false)
  checkId(field(message, 'taskId'), 'message.taskId', false)
  const { role, parts } = message
  if (role !== 'user' && role !== 'ROLE_USER' && role !== 1)
    throw malformed('message.role must be ROLE_USER.')
  if (!Array.isArray(parts) || parts.length === 0)
    throw malformed('message.parts must have at least one part.')
  if (parts.length > MAX_PARTS) throw malformed(`message.parts may have at most ${MAX_PARTS} parts.`)
  for (const [index, part] of parts.entries()) checkPart(part, `message.parts[${index}]`)
  const configuration = params.configuration
  if (configuration === undefined || configuration === null) return
  if (!isObject(configuration)) throw malformed('configuration must be an object.')
  checkHistoryLength(configuration)
}

/** The parameters of everything that names a task. */
export function checkTaskQuery(params: unknown): void {
  if (isObject(params)) checkHistoryLength(params)
}

/** The parameters of a list of tasks (1.0, section 3.1.4). */
export function checkListQuery(params: unknown): void {
  if (!isObject(params)) return
  checkHistoryLength(params)
  checkId(field(params, 'contextId'), 'contextId', false)
  const size = field(params, 'pageSize')
  if (size !== undefined && size !== null) {
    const number = Number(size)
    if (!Number.isInteger(number) || number < 1 || number > MAX_TASK_PAGE)
      throw malformed(`pageSize must be a whole number from 1 to ${MAX_TASK_PAGE}.`)
  }
  const since = field(params, 'statusTimestampAfter')
  if (since !== undefined && since !== null && Number.isNaN(Date.parse(String(since))))
    throw malformed('statusTimestampAfter must be a time in ISO 8601.')
  const status = params.status
  if (status !== undefined && status !== null && !/^(TASK_STATE_[A-Z_]+|\d)$/.test(String(status)))
    throw malformed('status must be a TASK_STATE.')
}

const SEND = ['SendMessage', 'SendStreamingMessage', 'message/send', 'message/stream']
const QUERIES = ['GetTask', 'tasks/get']

/** Checks the parameters of a JSON-RPC method before the SDK decodes them. */
export function checkParams(method: string, params: unknown): void {
  if (SEND.includes(method)) checkSend(params)
  if (QUERIES.includes(method)) checkTaskQuery(params)
  if (method === 'ListTasks') checkListQuery(params)
}
