import { wakeUnrouted } from '#lib/bus/route.ts'
import { record } from '#lib/core/audit.ts'
import { requireClinic, requirePermission } from '#lib/core/authorize.ts'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import type { Agent } from '#lib/db/generated/client.ts'
import { isBuiltinAgent } from '#lib/domain/agents/builtin.ts'
import {
  type RegisterAgentInput,
  type RegisteredAgentView,
  registerAgentInput,
} from '#lib/domain/agents/schema.ts'
import { isHeldByStaff } from '#lib/domain/agents/status.ts'
import { conflict, forbidden, invalidInput, notFound } from '#lib/domain/errors.ts'
import { reachesAllClinics } from '../clinic/reaches-all.ts'
import { canSeeAgent, isItself, mayWriteAgents } from './scope.ts'
import { makeOwnKey, makeSigningSecret, requireSigningSecret, sealSigningSecret } from './secrets.ts'
import { readAgentView } from './view.ts'

type Parsed = ReturnType<typeof registerAgentInput.parse>

/** Whose agent it will be: the clinic that was named, the only one of the caller, or everybody's. */
async function clinicFor(tx: TxCtx, asked: string | null | undefined): Promise<string | null> {
  if (asked) {
    requireClinic(tx, asked)
    if (!(await tx.tx.clinic.findUnique({ where: { id: asked }, select: { id: true } })))
      throw notFound('The clinic')
    return asked
  }
  const { clinicIds } = tx.actor
  if (clinicIds !== 'all' && clinicIds.length === 1) return clinicIds[0] ?? null
  if (await reachesAllClinics(tx)) return null
  throw invalidInput('Say which clinic this agent works for.', 'clinic_id')
}

const taken = (name: string) =>
  conflict(
    `The name ${name} is taken. Only the agent's own key registers it again; PATCH /api/agents/${name} changes it.`,
    'name',
  )

/** What registering writes, whether the agent is new, comes back, or registers again. */
const fieldsOf = (parsed: Parsed, now: Date) => ({
  type: parsed.type,
  endpoint: parsed.endpoint || null,
  capabilities: [...new Set(parsed.capabilities ?? [])],
  updated_at: now,
})

/** Registering is a sign of life when the agent does it, and none when a person does. */
const firstBeat = (tx: TxCtx, now: Date) => (tx.actor.kind === 'key' ? now : null)

/** Its own key registers it again: what it says of itself is replaced; its key stays, and so does a hold by staff. */
async function registerAgain(tx: TxCtx, agent: Agent, parsed: Parsed): Promise<string | null> {
  if (parsed.clinic_id && parsed.clinic_id !== agent.clinic_id)
    throw invalidInput('An agent stays with its clinic.', 'clinic_id')
  const now = new Date(tx.systemNow())
  const secret = parsed.signing_secret ?? null
  await tx.tx.agent.update({
    where: { id: agent.id },
    data: {
      ...fieldsOf(parsed, now),
      heartbeat_at: now,
      version: { increment: 1 },
      ...(secret === null ? {} : { secret_sealed: sealSigningSecret(tx, agent.id, secret) }),
      ...(isHeldByStaff(agent) ? {} : { status: 'active', status_reason: null }),
    },
  })
  return secret
}

/** What waited for the agent that had the name must have ended before somebody has it again. */
async function requireNothingLeft(tx: TxCtx, removed: Agent): Promise<void> {
  const left = await tx.tx.agentMessage.count({
    where: { to_agent_id: removed.id, state: { in: ['pending', 'delivered'] } },
  })
  if (left > 0) throw conflict(`${removed.name} is still being removed. Try again in a few seconds.`, 'name')
}

/** Writes a new agent, or brings a removed one back. Throws `conflict` when somebody else was first. */
async function registerNew(tx: TxCtx, removed: Agent | null, parsed: Parsed) {
  const clinic_id = await clinicFor(tx, parsed.clinic_id)
  // Its old messages come back with the name, so nobody else's clinic may have it.
  if (removed && (removed.clinic_id !== clinic_id || !canSeeAgent(tx, removed))) throw taken(parsed.name)
  if (removed) await requireNothingLeft(tx, removed)
  const now = new Date(tx.systemNow())
  const id = removed?.id ?? tx.newId()
  const secret = parsed.signing_secret ?? makeSigningSecret()
  const fields = {
    ...fieldsOf(parsed, now),
    status: 'active' as const,
    status_reason: null,
    load: null,
    heartbeat_at: firstBeat(tx, now),
    secret_sealed: sealSigningSecret(tx, id, secret),
    removed_at: null,
  }
  const { count } = removed
    ? await tx.tx.agent.updateMany({ where: { id, removed_at: { not: null } }, data: fields })
    : await tx.tx.agent.createMany({
        data: [{ id, name: parsed.name, clinic_id, created_at: now, ...fields }],
        skipDuplicates: true,
      })
  if (count === 0) throw taken(parsed.name)
  return { id, secret, key: await makeOwnKey(tx, { id, name: parsed.name, clinic_id }) }
}

async function write(tx: TxCtx, parsed: Parsed) {
  if (isBuiltinAgent(parsed.name.toLowerCase()))
    throw conflict(`${parsed.name} comes with Switchboard and cannot be registered.`, 'name')
  await tx.tx.$queryRaw`SELECT id FROM agent WHERE name = ${parsed.name} FOR NO KEY UPDATE`
  const row = await tx.tx.agent.findUnique({ where: { name: parsed.name } })
  if (row && row.removed_at === null) {
    if (!isItself(tx, row)) throw taken(parsed.name)
    return { id: row.id, key: null, secret: await registerAgain(tx, row, parsed), isNew: false }
  }
  if (tx.actor.agentId !== undefined) throw forbidden('The key of an agent registers that agent alone.')
  return { ...(await registerNew(tx, row, parsed)), isNew: true }
}

/**
 * Registers an outside agent under a unique name and makes its own API key and signing secret: both are in this answer and
 * never again. With the agent's own key the same name is updated instead, key and secret stay. Built-in agents and names
 * that somebody else holds are a `conflict`, also for administrators: they change an agent by its id, and make it a new
 * key there. Throws `invalid_input` for an endpoint that may not be called (see OutsideEndpoint) or a secret that is none.
 * A removed agent's name comes back, with its messages, for the same clinic.
 */
export async function registerAgent(ctx: Ctx, input: RegisterAgentInput): Promise<RegisteredAgentView> {
  const parsed = parseInput(registerAgentInput, input)
  requireSigningSecret(parsed.signing_secret)
  if (parsed.endpoint && mayWriteAgents(ctx)) await ctx.ports.outside.check(parsed.endpoint, 'endpoint')
  const mutation = {
    name: 'agent.register',
    permission: null,
    idempotencyKey: parsed.idempotency_key,
    input: parsed,
  }
  return mutate(ctx, mutation, async (tx) => {
    if (!mayWriteAgents(tx)) requirePermission(tx, 'agents:write')
    const { id, key, secret, isNew } = await write(tx, parsed)
    const view = await readAgentView(tx, id)
    await record(tx, {
      action: isNew ? 'agent.registered' : 'agent.registered_again',
      subject: { kind: 'agent', id },
      clinicId: view.clinic_id,
      detail: { name: view.name, delivery: view.delivery, capabilities: view.capabilities },
    })
    tx.outgoing.events.push({ type: 'agent.changed', id, clinic_id: view.clinic_id })
    if (view.status === 'active') await wakeUnrouted(tx, id)
    return { ...view, api_key: key, signing_secret: secret }
  })
}
