import { randomBytes } from 'node:crypto'
import {
  acceptedContent,
  CLIENT_CAPABILITIES_META_KEY,
  createRequestStateCodec,
  inputRequired,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { z } from 'zod'

/** Bound to the caller: what one was given another cannot use. */
const state = createRequestStateCodec<{ round: number }>({
  key: randomBytes(32),
  bind: ({ http }) => http?.authInfo?.clientId ?? '',
})
export const verifyState = state.verify

const say = (words: string) => ({ content: [{ type: 'text' as const, text: words }] })
const nameSchema = z.object({ name: z.string() })
const okSchema = z.object({ ok: z.boolean() })
const colorSchema = z.object({ color: z.string() })

const askName = (message = 'What is your name?') =>
  inputRequired.elicit({ message, requestedSchema: nameSchema })
const askText = (words: string, maxTokens: number) =>
  inputRequired.createMessage({
    messages: [{ role: 'user', content: { type: 'text', text: words } }],
    maxTokens,
  })
const answerOf = (ctx: ServerContext, key: string) => ctx.mcpReq.inputResponses?.[key]

function elicitation(ctx: ServerContext) {
  const answer = acceptedContent(ctx.mcpReq.inputResponses, 'user_name', nameSchema)
  if (answer) return say(`Hello, ${answer.name}!`)
  return inputRequired({ inputRequests: { user_name: askName() } })
}

function sampling(ctx: ServerContext) {
  const answer = answerOf(ctx, 'capital_question')
  if (answer) return say(JSON.stringify(answer))
  return inputRequired({
    inputRequests: { capital_question: askText('What is the capital of France?', 100) },
  })
}

function listRoots(ctx: ServerContext) {
  const answer = answerOf(ctx, 'client_roots')
  if (answer) return say(JSON.stringify(answer))
  return inputRequired({ inputRequests: { client_roots: inputRequired.listRoots() } })
}

async function requestState(ctx: ServerContext) {
  const answer = acceptedContent(ctx.mcpReq.inputResponses, 'confirm', okSchema)
  if (answer && ctx.mcpReq.requestState<{ round: number }>()?.round === 1) return say('state-ok')
  const confirm = inputRequired.elicit({ message: 'Please confirm', requestedSchema: okSchema })
  return inputRequired({ inputRequests: { confirm }, requestState: await state.mint({ round: 1 }, ctx) })
}

async function multipleInputs(ctx: ServerContext) {
  const keys = ['user_name', 'greeting', 'client_roots']
  if (keys.every((key) => answerOf(ctx, key))) return say(keys.join())
  return inputRequired({
    inputRequests: {
      user_name: askName(),
      greeting: askText('Generate a greeting', 50),
      client_roots: inputRequired.listRoots(),
    },
    requestState: await state.mint({ round: 1 }, ctx),
  })
}

async function multiRound(ctx: ServerContext) {
  const round = ctx.mcpReq.requestState<{ round: number }>()?.round ?? 0
  if (round === 2 && acceptedContent(ctx.mcpReq.inputResponses, 'step2', colorSchema)) return say('Done.')
  if (round >= 1 && acceptedContent(ctx.mcpReq.inputResponses, 'step1', nameSchema)) {
    const step2 = inputRequired.elicit({
      message: 'Step 2: What is your favorite color?',
      requestedSchema: colorSchema,
    })
    return inputRequired({ inputRequests: { step2 }, requestState: await state.mint({ round: 2 }, ctx) })
  }
  const step1 = askName('Step 1: What is your name?')
  return inputRequired({ inputRequests: { step1 }, requestState: await state.mint({ round: 1 }, ctx) })
}

/** Asks only for what the client said it can do. */
function capabilities(ctx: ServerContext) {
  const envelope = ctx.mcpReq.envelope as Record<string, Record<string, unknown>> | undefined
  const declared = envelope?.[CLIENT_CAPABILITIES_META_KEY] ?? {}
  return inputRequired({
    inputRequests: {
      ...('elicitation' in declared ? { user_name: askName() } : {}),
      ...('sampling' in declared ? { greeting: askText('Generate a greeting', 50) } : {}),
    },
    requestState: 'asked',
  })
}

const TOOLS = {
  test_input_required_result_elicitation: elicitation,
  test_input_required_result_sampling: sampling,
  test_input_required_result_list_roots: listRoots,
  test_input_required_result_request_state: requestState,
  test_input_required_result_multiple_inputs: multipleInputs,
  test_input_required_result_multi_round: multiRound,
  test_input_required_result_tampered_state: requestState,
  test_input_required_result_capabilities: capabilities,
}

/** Tools that ask back (multi-round-trip results of 2026-07-28). */
export function registerInputTools(server: McpServer): void {
  for (const [name, run] of Object.entries(TOOLS)) {
    server.registerTool(name, { description: 'Asks back.', inputSchema: z.object({}) }, async (_args, ctx) =>
      run(ctx),
    )
  }
  server.registerPrompt('test_input_required_result_prompt', { description: 'Asks back.' }, async (ctx) => {
    const schema = z.object({ context: z.string() })
    const answer = acceptedContent(ctx.mcpReq.inputResponses, 'user_context', schema)
    if (answer) return { messages: [{ role: 'user', content: { type: 'text', text: answer.context } }] }
    const message = 'What context should the prompt use?'
    return inputRequired({
      inputRequests: { user_context: inputRequired.elicit({ message, requestedSchema: schema }) },
    })
  })
}
