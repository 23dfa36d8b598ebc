import { wakeUnrouted } from '#lib/bus/route.ts'
import { record } from '#lib/core/audit.ts'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { requireVersion } from '#lib/core/version.ts'
import type { Agent } from '#lib/db/generated/client.ts'
import {
  type AgentStatus,
  type RegisteredAgentView,
  type UpdateAgentInput,
  updateAgentInput,
} from '#lib/domain/agents/schema.ts'
import { HELD_REASON, isHeldByStaff } from '#lib/domain/agents/status.ts'
import { illegalState } from '#lib/domain/errors.ts'
import { findAgent, mayWriteAgents, requireAgentWriter } from './scope.ts'
import { makeOwnKey, makeSigningSecret, revokeOwnKeys, sealSigningSecret } from './secrets.ts'
import { readAgentView } from './view.ts'

type Parsed = ReturnType<typeof updateAgentInput.parse>

/** A status as staff or the agent itself sets it. What staff have stopped, only staff start again. */
function statusFields(tx: TxCtx, agent: Agent, status: AgentStatus | undefined) {
  if (status === undefined) return {}
  const isStaff = tx.actor.kind === 'staff'
  if (!isStaff && isHeldByStaff(agent) && status !== agent.status) {
    throw illegalState('Staff took this agent out of service; only they can let it work again.', [])
  }
  if (status === agent.status && !(isStaff && status !== 'active')) return {}
  if (!isStaff && isHeldByStaff(agent)) return {}
  return { status, status_reason: isStaff && status !== 'active' ? HELD_REASON : null }
}

function fieldsOf(tx: TxCtx, agent: Agent, parsed: Parsed) {
  return {
    ...(parsed.type === undefined ? {} : { type: parsed.type }),
    ...(parsed.endpoint === undefined ? {} : { endpoint: parsed.endpoint || null }),
    ...(parsed.capabilities === undefined ? {} : { capabilities: [...new Set(parsed.capabilities)] }),
    ...statusFields(tx, agent, parsed.status),
  }
}

/**
 * Changes an outside agent: type, endpoint (null: it polls), capabilities, status; makes a new key or signing secret, which
 * are in this answer alone. By the agent's own key, by staff, or by a key with `agents:write`. Throws `not_found` out of
 * scope, `forbidden` for another agent's key, `conflict` for a built-in agent, `changed_meanwhile` when it is past the version seen, `illegal_state` when staff hold the agent
 * and somebody else wants it active, `invalid_input` for an endpoint that may not be called.
 */
export async function updateAgent(ctx: Ctx, input: UpdateAgentInput): Promise<RegisteredAgentView> {
  const parsed = parseInput(updateAgentInput, input)
  if (parsed.endpoint && mayWriteAgents(ctx)) await ctx.ports.outside.check(parsed.endpoint, 'endpoint')
  return mutate(ctx, { name: 'agent.update', permission: null, input: parsed }, async (tx) => {
    const { id } = await findAgent(tx, parsed.agent_id)
    await tx.tx.$executeRaw`SELECT 1 FROM agent WHERE id = ${id}::uuid FOR NO KEY UPDATE`
    const agent = await findAgent(tx, id)
    await requireAgentWriter(tx, agent)
    const seen = { kind: 'agent', id, version: agent.version, words: agent.name }
    await requireVersion(tx, seen, parsed.version)
    const fields = fieldsOf(tx, agent, parsed)
    const signing_secret = parsed.rotate_secret ? makeSigningSecret() : null
    await tx.tx.agent.update({
      where: { id },
      data: {
        ...fields,
        ...(signing_secret === null ? {} : { secret_sealed: sealSigningSecret(tx, id, signing_secret) }),
        version: { increment: 1 },
        updated_at: new Date(tx.systemNow()),
      },
    })
    if (parsed.rotate_key) await revokeOwnKeys(tx, id)
    const api_key = parsed.rotate_key ? await makeOwnKey(tx, agent) : null
    await record(tx, {
      action: 'agent.updated',
      subject: { kind: 'agent', id },
      clinicId: agent.clinic_id,
      detail: {
        name: agent.name,
        changed: Object.keys(fields),
        ...('status' in fields ? { from: agent.status, to: fields.status } : {}),
        new_key: api_key !== null,
        new_secret: signing_secret !== null,
      },
    })
    tx.outgoing.events.push({ type: 'agent.changed', id, clinic_id: agent.clinic_id })
    const view = await readAgentView(tx, id)
    if (view.status === 'active') await wakeUnrouted(tx, id)
    return { ...view, api_key, signing_secret }
  })
}
