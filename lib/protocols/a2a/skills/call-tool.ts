import type { Ctx } from '#lib/core/context.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { findConversation } from '#lib/tools/find-conversation.ts'
import { TOOLS } from '#lib/tools/registry.ts'
import type { Tool } from '#lib/tools/tool.ts'
import { type Outcome, resultOf } from './outcome.ts'
import type { PeerRequest } from './request.ts'
import { WAITS_FOR_PATIENT } from './words.ts'

/** Its result comes when the patient has answered. */
const ASKS_THE_PATIENT = 'send_appointment_sms'
/** Waits for the workers, so it must not keep a transaction open. */
const WAITS = 'simulate_user_sms_response'

export function findTool(name: string): Tool {
  const tool = TOOLS.find((each) => each.name === name)
  if (tool) return tool
  const names = TOOLS.map((each) => each.name)
  throw invalidInput(
    `There is no action ${JSON.stringify(name)}. There is ${names.join(', ')}.`,
    'action',
    names,
  )
}

/** False for tools that read, and for one that waits: they are called without a transaction around them. */
export const isWrite = (tool: Tool): boolean => !tool.hints.readOnlyHint && tool.name !== WAITS

/** Calls one of the tools for models, as `{"action": ...}` of the messaging agent's document asks. */
export async function callTool(ctx: Ctx, request: PeerRequest, repetitionKey: string): Promise<Outcome> {
  const tool = findTool(request.name)
  const takesKey = 'idempotency_key' in tool.input.shape
  const result = await tool.call(ctx, {
    ...(takesKey && !isWrite(tool) ? { idempotency_key: repetitionKey } : {}),
    ...request.payload,
  })
  const artifact = resultOf('result', tool.name, result, JSON.stringify(result))
  if (tool.name !== ASKS_THE_PATIENT)
    return { state: 'completed', say: 'Done; the result is in the artifact.', artifacts: [artifact] }
  const { conversation_id } = result as { conversation_id: string }
  const clinic = typeof request.payload.clinic === 'string' ? request.payload.clinic : null
  return {
    state: 'input_required',
    say: WAITS_FOR_PATIENT,
    artifacts: [{ ...artifact, artifactId: 'offer' }],
    work: {
      kind: 'patient_chooses',
      said: 'waiting',
      correlation_id: request.correlation_id,
      in_reply_to: request.message_id,
    },
    conversation_id: await findConversation(ctx, { conversation_id, clinic }),
  }
}
