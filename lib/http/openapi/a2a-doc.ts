import { z } from 'zod'
import type { OperationSource, OtherAnswer } from './doc.ts'

const card = z.looseObject({ name: z.string() }).describe('An agent card, as A2A has it.')
const task = z.looseObject({ id: z.string() }).describe('A task, as A2A 1.0 has it.')
const message = z
  .looseObject({ message: z.looseObject({}) })
  .describe('A message, as A2A 1.0 has it; its data part names one of the card’s skills.')
const rpc = z
  .looseObject({
    jsonrpc: z.literal('2.0'),
    method: z.string(),
    id: z.union([z.string(), z.number()]).optional(),
  })
  .describe('A JSON-RPC 2.0 message of A2A.')
const rpcAnswer = z
  .looseObject({ jsonrpc: z.literal('2.0') })
  .describe('The result, or an error with a code.')
const failed = z
  .looseObject({ error: z.looseObject({ code: z.number(), message: z.string() }) })
  .describe('An error, as AIP-193 has it.')

const WORDS: Record<number, string> = {
  400: 'It could not be read, or A2A does not allow it.',
  401: 'No key, or one that is over.',
  403: 'The key lacks the scope.',
  404: 'There is no such task, or it is another peer’s.',
  405: 'Another method is used here.',
  409: 'It cannot be done as things stand.',
  413: 'The body is too large.',
  415: 'The parts have a type that is not read.',
  422: 'A field is missing or wrong.',
  429: 'Too many requests; Retry-After says when to come back.',
  503: 'A part that this needs is down or turned off.',
}
const refusals = (schema: z.ZodType): Record<number, OtherAnswer> =>
  Object.fromEntries(Object.entries(WORDS).map(([status, description]) => [status, { description, schema }]))

/** POST /api/a2a */
export const A2A_RPC: OperationSource = {
  auth: 'bearer',
  hasOwnRefusals: true,
  doc: {
    summary: 'Speak A2A over JSON-RPC',
    description:
      'A2A 1.0, or 0.3 without the header `A2A-Version`. The agent card says which skills there are. Methods that stream answer server-sent events.',
    scope: null,
    consumes: { type: 'application/json', schema: rpc },
    output: rpcAnswer,
    answers: refusals(rpcAnswer),
  },
}

/** GET /.well-known/agent-card.json */
export const A2A_CARD: OperationSource = {
  auth: 'none',
  hasOwnRefusals: true,
  doc: {
    summary: 'Read the agent card',
    description: 'Who this is to other agents, and what it can do. For everybody; with an ETag.',
    output: card,
    answers: { 304: { description: 'It has not changed since the ETag in If-None-Match.' } },
  },
}

interface Binding {
  at: string
  summary: string
  output?: z.ZodType
  consumes?: z.ZodType
  isStream?: boolean
}

const binding = ({ at, summary, output, consumes, isStream }: Binding): OperationSource => ({
  at: `/api/a2a${at}`,
  auth: 'bearer',
  hasOwnRefusals: true,
  doc: {
    summary,
    description: 'A2A 1.0 over HTTP+JSON; send `A2A-Version: 1.0`.',
    scope: null,
    ...(output ? { output } : {}),
    ...(isStream ? { produces: 'text/event-stream' } : {}),
    ...(consumes ? { consumes: { type: 'application/json', schema: consumes } } : {}),
    answers: refusals(failed),
  },
})

const anything = z.looseObject({}).describe('As A2A 1.0 has it.')
const ONE = '/tasks/{task}'
const PUSHES = `${ONE}/pushNotificationConfigs`

export const A2A_READS: OperationSource[] = [
  { at: '/tasks', summary: 'List tasks', output: anything },
  { at: ONE, summary: 'Read a task', output: task },
  { at: `${ONE}:subscribe`, summary: 'Follow a task', isStream: true },
  { at: PUSHES, summary: 'List where a task is pushed to', output: anything },
  { at: `${PUSHES}/{config}`, summary: 'Read where a task is pushed to', output: anything },
  { at: '/extendedAgentCard', summary: 'Read the extended agent card', output: card },
].map(binding)

export const A2A_WRITES: OperationSource[] = [
  { at: '/message:send', summary: 'Send a message', consumes: message, output: anything },
  { at: '/message:stream', summary: 'Send a message and follow its task', consumes: message, isStream: true },
  { at: `${ONE}:cancel`, summary: 'Cancel a task', consumes: anything, output: task },
  { at: `${ONE}:subscribe`, summary: 'Follow a task', isStream: true },
  { at: PUSHES, summary: 'Push a task somewhere', consumes: anything, output: anything },
].map(binding)

export const A2A_REMOVALS: OperationSource[] = [
  { at: `${PUSHES}/{config}`, summary: 'Push a task there no longer', output: anything },
].map(binding)
