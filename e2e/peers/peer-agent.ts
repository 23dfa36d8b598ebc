/**
 * Somebody else's provider agent, in a process of its own and without any code of Switchboard's.
 *
 *   node e2e/peers/peer-agent.ts --url http://127.0.0.1:10003 --key sbk_... --name dr-lee --mode serve|poll
 *     --behaviour normal | late (answers on the line "release") | refuse | twice | silent
 *
 * Lines on stdin: behaviour <word>; release; away <provider_id> <start> <end>; cancel <provider_id> <start>. What it does is
 * written to stdout, a JSON object per line.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { Webhook } from 'standardwebhooks'

// biome-ignore lint/suspicious/noExplicitAny: what comes over the wire is whatever it is.
type Json = Record<string, any>

const [HOUR_MS, MINUTE_MS, HEARTBEAT_MS, CLAIM_MS] = [3_600_000, 60_000, 30_000, 500]
const text = { type: 'string' } as const
const flags = parseArgs({ options: { url: text, key: text, name: text, mode: text, behaviour: text } }).values
let behaviour = flags.behaviour ?? 'normal'
let { key } = flags
let secret = ''
const seen = new Set<string>()
const booked = new Set<string>()
const later: (() => Promise<void>)[] = []
const say = (event: string, detail: Json = {}) => console.log(JSON.stringify({ event, ...detail }))
const fail = (error: unknown) => say('failed', { error: String(error) })

async function call(method: string, path: string, body: Json, once?: string): Promise<Json> {
  const headers = new Headers({ authorization: `Bearer ${key}`, 'content-type': 'application/json' })
  if (once !== undefined) headers.set('idempotency-key', once)
  const answer = await fetch(`${flags.url}${path}`, { method, headers, body: JSON.stringify(body) })
  const told = (await answer.json()) as Json
  if (!answer.ok) say('refused', { path, status: answer.status, message: told.message })
  return told
}

async function send(message_type: string, content: Json, in_reply_to?: string, once?: string): Promise<void> {
  const to_agent_id = 'scheduling-agent'
  await call('POST', '/api/messages', { to_agent_id, message_type, content, in_reply_to }, once)
  say('sent', { message_type, content })
}

const keyOf = (slot: Json) => `${slot.provider_id} ${Date.parse(slot.start_time ?? slot.starts_at)}`

/** Six whole hours from the start of the window on, less what was offered before or is booked. */
function freeTimes({ providers, exclude, duration_minutes, time_window }: Json): Json[] {
  const taken = new Set([...booked, ...exclude.map(keyOf)])
  const first = Math.ceil(Date.parse(time_window.start_time) / HOUR_MS) * HOUR_MS
  const slotAt = (provider_id: string, start: number) => ({
    provider_id,
    start_time: new Date(start).toISOString(),
    end_time: new Date(start + duration_minutes * MINUTE_MS).toISOString(),
  })
  const slots = providers.flatMap(({ provider_id }: Json) =>
    [0, 1, 2, 3, 4, 5].map((hour) => slotAt(provider_id, first + hour * HOUR_MS)),
  )
  return slots.filter((slot: Json) => !taken.has(keyOf(slot)))
}

function answerTo({ message_type, content }: Json): [type: string, content: Json] | null {
  if (message_type === 'QUERY_AVAILABILITY') {
    return ['AVAILABILITY', { available_slots: behaviour === 'refuse' ? [] : freeTimes(content) }]
  }
  if (message_type !== 'REQUEST_BOOKING') return null
  const { slot_details } = content
  const isTaken = behaviour === 'refuse' || booked.has(keyOf(slot_details))
  if (!isTaken) booked.add(keyOf(slot_details))
  const status = isTaken ? 'FAILED' : 'CONFIRMED'
  return ['BOOKING_RESULT', { status, slot_details, reason: isTaken ? 'Slot just filled.' : null }]
}

async function act(message: Json): Promise<void> {
  const answer = answerTo(message)
  for (let n = 1; answer && n <= (behaviour === 'twice' ? 2 : 1); n += 1) {
    await send(...answer, message.id, `${message.id}-${n}`)
  }
  await call('PUT', `/api/messages/${message.id}/status`, { status: 'processed' })
}

/** Messages come at least once; each is acted on once. */
async function take(message: Json): Promise<void> {
  if (seen.has(message.id)) return
  seen.add(message.id)
  say('got', { message_type: message.message_type, content: message.content })
  if (message.message_type === 'CANCEL_APPOINTMENT') booked.delete(keyOf(message.content.slot_details))
  if (behaviour === 'late') later.push(() => act(message))
  else if (behaviour !== 'silent') await act(message)
}

/** Is posted to, and believes only what is signed (https://www.standardwebhooks.com). */
async function serve(): Promise<string> {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    try {
      new Webhook(secret).verify(body, request.headers as Record<string, string>)
    } catch {
      say('forged')
      return response.writeHead(401).end()
    }
    response.writeHead(204).end()
    take(JSON.parse(body)).catch(fail)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/messages`
}

async function claim(): Promise<void> {
  const messages = await call('POST', '/api/messages/claim', { limit: 10, lease_seconds: 60 })
  for (const message of Array.isArray(messages) ? messages : []) await take(message)
}

/** Claims when the stream says so, and now and then without. */
async function poll(agentId: string): Promise<void> {
  setInterval(() => claim().catch(fail), CLAIM_MS)
  const headers = { authorization: `Bearer ${key}` }
  const stream = await fetch(`${flags.url}/api/agents/${agentId}/stream`, { headers })
  for await (const _event of stream.body ?? []) await claim()
}

async function obey(line: string): Promise<void> {
  const [word, provider_id = '', start = '', end = ''] = line.trim().split(/\s+/)
  if (word === 'behaviour') behaviour = provider_id
  if (word === 'release') for (const due of later.splice(0)) await due()
  if (word === 'away')
    await send('UPDATE_UNAVAILABILITY', { provider_id, time_off_start: start, time_off_end: end })
  if (word === 'cancel') {
    const slot_details = { provider_id, start_time: start }
    booked.delete(keyOf(slot_details))
    await send('CANCEL_APPOINTMENT', { slot_details })
  }
}

const endpoint = flags.mode === 'poll' ? null : await serve()
const capabilities = ['query_availability', 'request_booking']
const own = await call('POST', '/api/agents', { name: flags.name, type: 'provider', endpoint, capabilities })
key = own.api_key
secret = own.signing_secret
const beat = () => call('POST', `/api/agents/${own.id}/heartbeat`, { status: 'active', load: 0 })
await beat()
setInterval(() => beat().catch(fail), HEARTBEAT_MS)
createInterface({ input: process.stdin }).on('line', (line) => obey(line).catch(fail))
if (endpoint === null) poll(own.id).catch(fail)
say('ready', { id: own.id })
