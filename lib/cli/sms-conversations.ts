import type {
  ConversationDetail,
  ConversationLine,
  ConversationPage,
  SmsItem,
} from '#lib/domain/messaging/schema.ts'
import type { HealthView } from '#lib/domain/staff/schema.ts'
import { type Api, CommandError, HEALTH_PATH } from './sms-api.ts'

/** What a command prints: lines for people, and one value for `--json`. */
export interface Printed {
  lines: string[]
  json: unknown
  exitCode?: number
}

const PAGE = 100
/** How long an answer to a simulated reply is waited for. */
const ANSWER_TRIES = 40
const ANSWER_EVERY_MS = 250
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const clock = (instant: string) => `${instant.slice(0, 10)} ${instant.slice(11, 16)}Z`
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** These commands stand for patients, so they are for the gateway that has none. */
export async function requireMock(api: Api): Promise<void> {
  const { sms_provider: provider } = await api<HealthView>('GET', HEALTH_PATH)
  if (provider === 'mock') return
  throw new CommandError(
    `This command is for the mock gateway; texts go out through ${provider} here. Use the console, or start with USE_MOCK_SMS=true.`,
  )
}

function lineOf(row: ConversationLine): string {
  const arrow = row.preview?.direction === 'inbound' ? '<-' : '->'
  const text = row.preview ? `${arrow} ${row.preview.text.replaceAll(/\s+/g, ' ')}` : 'no texts'
  return `${row.conversation_id}  ${row.patient.phone_number}  ${row.status_label}  ${text}`
}

async function listed(api: Api, query: string, none: string): Promise<Printed> {
  const page = await api<ConversationPage>('GET', `/api/conversations?limit=${PAGE}${query}`)
  const { items } = page
  return { lines: items.length === 0 ? [none] : items.map(lineOf), json: items }
}

export const list = (api: Api) => listed(api, '', 'There are no conversations yet.')
export const pending = (api: Api) =>
  listed(api, '&status=awaiting_response', 'No patient has an answer to give.')

/** By our own id or by the one that its creator chose. */
async function find(api: Api, wanted: string): Promise<ConversationDetail> {
  if (UUID.test(wanted)) return api('GET', `/api/conversations/${wanted}`)
  const page = await api<ConversationPage>('GET', `/api/conversations?q=${encodeURIComponent(wanted)}`)
  const found = page.items.find(({ conversation_id }) => conversation_id === wanted)
  if (!found) throw new CommandError(`There is no conversation ${wanted}. npm run sms -- list names them.`)
  return api('GET', `/api/conversations/${found.id}`)
}

const textsOf = (detail: ConversationDetail) =>
  detail.timeline.filter((item): item is SmsItem => item.kind === 'sms')

function textLines(text: SmsItem): string[] {
  const who = text.direction === 'inbound' ? 'patient' : 'clinic'
  return [
    `${clock(text.at)}  ${who}  ${text.state_label}`,
    ...text.text.split('\n').map((line) => `    ${line}`),
    ...(text.reading ? [`    (${text.reading.outcome}: ${text.reading.evidence})`] : []),
  ]
}

export async function view(api: Api, wanted: string): Promise<Printed> {
  const detail = await find(api, wanted)
  const head = [
    `Conversation ${detail.conversation_id}`,
    `  Patient  ${detail.patient.name}  ${detail.patient.phone_number}`,
    `  Status   ${detail.status_label}`,
    '',
  ]
  return { lines: [...head, ...textsOf(detail).flatMap(textLines)], json: detail }
}

/** Answers as the patient, and waits until the answer was read and what follows from it is there. */
export async function respond(api: Api, wanted: string, text: string): Promise<Printed> {
  const { id } = await find(api, wanted)
  const { message_id } = await api<{ message_id: string }>(
    'POST',
    `/api/conversations/${id}/simulated-replies`,
    { text },
  )
  let detail = await find(api, id)
  const readOf = () => textsOf(detail).find((item) => item.id === message_id)?.reading ?? null
  for (let tries = 0; tries < ANSWER_TRIES && readOf() === null; tries += 1) {
    await pause(ANSWER_EVERY_MS)
    detail = await find(api, id)
  }
  const reading = readOf()
  const said = reading
    ? `${reading.outcome}: ${reading.evidence}`
    : 'The reply is stored and will be read soon.'
  return {
    lines: [`Replied "${text}" in ${detail.conversation_id}.`, said, `Status: ${detail.status_label}`],
    json: { message_id, conversation_id: detail.conversation_id, status: detail.status, reading },
  }
}

export async function clear(api: Api): Promise<Printed> {
  const cleared = await api<{ texts: number }>('DELETE', '/api/sms/messages')
  return { lines: [`Cleared ${cleared.texts} texts. Conversations and visits stay.`], json: cleared }
}
