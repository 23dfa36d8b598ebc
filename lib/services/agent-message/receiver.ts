import { BUS_AGENT, type BusAgent, busAgents } from '#lib/bus/agents.ts'
import { routingCandidates } from '#lib/bus/route.ts'
import type { TxCtx } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import { isAgentStale } from '#lib/domain/agents/heartbeat.ts'
import { areInReach, chooseReceiver, type Routing, waitReason } from '#lib/domain/agents/routing.ts'
import { routedMessage, type SendMessageInput } from '#lib/domain/agents/schema.ts'
import { invalidInput, notFound } from '#lib/domain/errors.ts'

/** Who a new message goes to, and what its sender and staff are told about that. */
export interface Addressed {
  /** Null: nobody yet. */
  to: BusAgent | null
  task_type: string | null
  requirements: string[]
  /** How the receiver was found, or why there is none; null when the sender named it. */
  routing: Routing | null
  /** Why it has to wait; null when it does not. */
  waits: string | null
}

/** What the content asks for. Throws `invalid_input` when it asks for nothing, or not in a form that can be read. */
function readRequest(message: Pick<SendMessageInput, 'content'>) {
  const { requirements = [], task_type = null } = parseInput(routedMessage, message).content
  if (requirements.length === 0 && task_type === null) {
    throw invalidInput(
      'Name the receiver in to_agent_id, or what it must be able to do in content.requirements or content.task_type.',
      'to_agent_id',
    )
  }
  return { requirements: [...new Set(requirements)], task_type }
}

async function named(tx: TxCtx, reference: string, sender: BusAgent): Promise<BusAgent> {
  const [to] = (await busAgents(tx, [reference])) as [BusAgent]
  if (to.removed_at !== null || !areInReach(sender.clinic_id, to.clinic_id)) {
    throw notFound(`The agent ${reference}`)
  }
  if (to.id === sender.id) throw invalidInput('An agent cannot send a message to itself.', 'to_agent_id')
  return to
}

/** Why a message to this agent has to wait, in words; null when it is brought there at once. */
export const waitReasonOf = (tx: TxCtx, to: BusAgent): string | null =>
  to.is_builtin
    ? null
    : waitReason({
        name: to.name,
        status: to.status,
        is_stale: isAgentStale(to, tx.systemNow()),
        is_polling: to.endpoint === null,
      })

/**
 * Finds the receiver: the agent that is named, else by what the content asks for (`chooseReceiver`). Throws `not_found`
 * for an agent that is unknown, removed or out of the sender's reach, `invalid_input` when neither is given.
 */
export async function address(
  tx: TxCtx,
  sender: BusAgent,
  message: Pick<SendMessageInput, 'to_agent_id' | 'message_type' | 'content'>,
): Promise<Addressed> {
  if (message.to_agent_id) {
    const to = await named(tx, message.to_agent_id, sender)
    return { to, task_type: null, requirements: [], routing: null, waits: waitReasonOf(tx, to) }
  }
  const request = readRequest(message)
  const routing = chooseReceiver(
    {
      ...request,
      message_type: message.message_type,
      from_agent_id: sender.id,
      clinic_id: sender.clinic_id,
    },
    await routingCandidates(tx),
  )
  const to =
    routing.agent_id === null
      ? null
      : await tx.tx.agent.findUniqueOrThrow({ where: { id: routing.agent_id }, select: BUS_AGENT })
  return { ...request, to, routing, waits: to === null ? routing.reason : null }
}
