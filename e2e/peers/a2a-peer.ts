import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'

/**
 * Somebody else's user agent, written from nothing but the agent card and /api/docs: plain `fetch`, no library of the
 * protocol's and none of Switchboard's. It requests an appointment for a person, is told by push, subscribes whenever it is
 * told to on stdin, and writes what it sees as one JSON value per line.
 */
const { values } = parseArgs({
  options: { url: { type: 'string' }, key: { type: 'string' }, phone: { type: 'string' } },
})
const { url = '', key = '', phone = '' } = values

const inAWeek = new Date(Date.now() + 7 * 24 * 60 * 60_000).toISOString().slice(0, 10)

const say = (event: string, detail: object = {}) => console.log(JSON.stringify({ event, ...detail }))

interface Card {
  supportedInterfaces: { url: string; protocolBinding: string; protocolVersion: string }[]
  skills: { id: string }[]
}

async function readCard(): Promise<string> {
  const answer = await fetch(`${url}/.well-known/agent-card.json`, { headers: { 'A2A-Version': '1.0' } })
  const card = (await answer.json()) as Card
  if (!card.skills.some(({ id }) => id === 'request_appointment'))
    throw new Error('This agent books nothing.')
  const rpc = card.supportedInterfaces.find(
    ({ protocolBinding, protocolVersion }) => protocolBinding === 'JSONRPC' && protocolVersion === '1.0',
  )
  if (!rpc) throw new Error('This agent does not speak A2A 1.0 over JSON-RPC.')
  // The card names the public address; in a test the one that was given leads to the same place.
  return new URL(new URL(rpc.url).pathname, url).href
}

function call(endpoint: string, method: string, params: object): Promise<Response> {
  return fetch(endpoint, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'A2A-Version': '1.0',
      Authorization: `Bearer ${key}`,
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: randomUUID(), method, params }),
  })
}

async function result<T>(endpoint: string, method: string, params: object): Promise<T> {
  const { result: value, error } = (await (await call(endpoint, method, params)).json()) as {
    result?: T
    error?: object
  }
  if (error || value === undefined) throw new Error(`${method}: ${JSON.stringify(error)}`)
  return value
}

interface Task {
  id: string
  status: { state: string }
  artifacts?: { artifactId: string; parts: { data?: unknown }[] }[]
}

const resultOf = (task: Task) =>
  task.artifacts?.find(({ artifactId }) => artifactId === 'result')?.parts.find(({ data }) => data)?.data

/** Where it is told. The token proves that the teller is the one that was given it. */
async function listen(token: string): Promise<string> {
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      const isKnown = request.headers['x-a2a-notification-token'] === token
      response.writeHead(isKnown ? 204 : 403).end()
      if (isKnown) say('push', { body: JSON.parse(body) })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/told`
}

const OVER = ['COMPLETED', 'FAILED', 'CANCELED', 'REJECTED'].map((state) => `TASK_STATE_${state}`)

/** Reads a task's stream to its end, which must be the task's. */
async function subscribe(endpoint: string, id: string): Promise<void> {
  const answer = await call(endpoint, 'SubscribeToTask', { id })
  say('subscribed', { status: answer.status })
  let rest = ''
  for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
    rest += chunk
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (line.startsWith('data: ')) say('stream', { body: JSON.parse(line.slice('data: '.length)).result })
    }
  }
  const task = await result<Task>(endpoint, 'GetTask', { id })
  if (!OVER.includes(task.status.state)) throw new Error('The stream ended before the task did.')
  say('ended', { state: task.status.state, result: resultOf(task) })
}

const endpoint = await readCard()
const token = randomUUID()
const { task } = await result<{ task: Task }>(endpoint, 'SendMessage', {
  message: {
    messageId: randomUUID(),
    role: 'ROLE_USER',
    parts: [
      {
        data: {
          message_type: 'REQUEST_APPOINTMENT',
          payload: {
            user_id: 'user123',
            phone_number: phone,
            contact: 'sms',
            expires_in_hours: 96,
            request_details: {
              service_type: 'doctor',
              time_preference: { type: 'flexible_date', date: inAWeek },
            },
          },
        },
      },
    ],
  },
  configuration: { taskPushNotificationConfig: { url: await listen(token), token } },
})
say('requested', { id: task.id, state: task.status.state })

/** A connection may be of a server that is there no more; whoever waits for days connects again. */
async function keepSubscribing(): Promise<void> {
  for (;;) {
    try {
      return await subscribe(endpoint, task.id)
    } catch (error) {
      say('cut', { reason: String(error) })
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }
}

process.stdin.setEncoding('utf8').on('data', (text: string) => {
  if (text.includes('subscribe')) void keepSubscribing()
})
