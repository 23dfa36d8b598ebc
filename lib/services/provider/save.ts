import { record } from '#lib/core/audit.ts'
import { requireClinic } from '#lib/core/authorize.ts'
import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { requireVersion } from '#lib/core/version.ts'
import { alsoCalled, takenAlias } from '#lib/domain/agents/slug.ts'
import { conflict, invalidInput, notFound } from '#lib/domain/errors.ts'
import { providerNameKeys } from '#lib/domain/scheduling/provider-name.ts'
import {
  type ProviderView,
  type SaveProviderInput,
  saveProviderInput,
} from '#lib/domain/scheduling/schema.ts'
import { lockProviders, recordFreed, releaseHolds } from '../appointment/provider-lock.ts'
import { readHours, saveHours } from './save-hours.ts'
import { providerInclude, providerView } from './view.ts'

/** Names are unique in a clinic; the clinic's row is locked so that two saves cannot take one. */
async function readClinic(tx: TxCtx, clinicId: string): Promise<{ time_zone: string }> {
  const rows = await tx.tx.$queryRaw<{ time_zone: string }[]>`
    SELECT time_zone FROM clinic WHERE id = ${clinicId}::uuid FOR NO KEY UPDATE`
  if (!rows[0]) throw notFound('The clinic')
  return rows[0]
}

async function refuseTakenName(tx: TxCtx, clinicId: string, nameKey: string, ownId: string): Promise<void> {
  if (nameKey === '') throw invalidInput('Use a name with letters in it.', 'name')
  const twin = await tx.tx.provider.findFirst({
    where: { clinic_id: clinicId, name_key: nameKey, NOT: { id: ownId } },
    select: { name: true },
  })
  if (twin)
    throw conflict(`This clinic already has ${twin.name}; texts could not tell the two apart.`, 'name')
}

/** What agents call the provider, and also call it: nobody else of the clinic may be meant by it. */
async function refuseSharedNames(
  tx: TxCtx,
  clinicId: string,
  { id, name, aliases }: { id: string; name: string; aliases: string[] },
) {
  const others = await tx.tx.provider.findMany({
    where: { clinic_id: clinicId, NOT: { id } },
    select: { name: true, aliases: true },
  })
  const namesake = alsoCalled(name, others)
  if (namesake !== null) throw conflict(`Agents also call ${namesake} so.`, 'name')
  const taken = takenAlias(aliases, others)
  if (taken !== null) throw conflict(`Another provider is called ${taken} already.`, 'aliases')
}

async function saveServices(
  tx: TxCtx,
  clinicId: string,
  providerId: string,
  ids: readonly string[],
): Promise<void> {
  const wanted = [...new Set(ids)]
  const known = await tx.tx.serviceType.count({ where: { clinic_id: clinicId, id: { in: wanted } } })
  if (known !== wanted.length) throw invalidInput('This clinic has no such service type.', 'service_type_ids')
  await tx.tx.providerServiceType.deleteMany({ where: { provider_id: providerId } })
  await tx.tx.providerServiceType.createMany({
    data: wanted.map((service_type_id) => ({ provider_id: providerId, service_type_id })),
  })
}

/**
 * Whose outside agent may keep a schedule of this clinic: the clinic's own, or one that works for every clinic. Its row is
 * locked against being removed meanwhile.
 */
async function requireScheduleAgent(tx: TxCtx, clinicId: string, agentId: string): Promise<void> {
  const agents = await tx.tx.$queryRaw<unknown[]>`
    SELECT 1 FROM agent
    WHERE id = ${agentId}::uuid AND removed_at IS NULL AND NOT is_builtin
      AND (clinic_id = ${clinicId}::uuid OR clinic_id IS NULL)
    FOR SHARE`
  if (agents.length === 0) throw invalidInput('This clinic has no such outside agent.', 'agent_id')
}

/** Who takes no more visits holds nothing: a reply to such an offer loses the race and gets fresh options. */
async function releaseAllHolds(tx: TxCtx, providerId: string): Promise<void> {
  const held = await tx.tx.appointment.findMany({
    where: { provider_id: providerId, state: 'held' },
    select: { id: true },
  })
  const freed = await releaseHolds(
    tx,
    held.map(({ id }) => id),
  )
  await recordFreed(tx, 'hold.released', freed)
}

/**
 * Creates a provider, or changes one of the clinic: name, services and weekly hours in the clinic's zone, replaced as a
 * whole and versioned. Visits that are booked stay. Throws `conflict` for a name that is taken or hours that somebody
 * else changed meanwhile, `invalid_input` for impossible hours, `not_found` out of scope.
 */
export async function saveProvider(ctx: Ctx, input: SaveProviderInput): Promise<ProviderView> {
  const parsed = parseInput(saveProviderInput, input)
  return mutate(ctx, { name: 'provider.save', permission: 'settings:write', input: parsed }, async (tx) => {
    const { clinic_id } = parsed
    requireClinic(tx, clinic_id)
    const { time_zone } = await readClinic(tx, clinic_id)
    const id = parsed.provider_id ?? tx.newId()
    await lockProviders(tx, [id])
    const current = await tx.tx.provider.findFirst({ where: { id, clinic_id } })
    if (parsed.provider_id && !current) throw notFound('The provider')
    if (current) {
      const seen = { kind: 'provider', id, version: current.version, words: `${current.name}’s page` }
      await requireVersion(tx, seen, parsed.version)
    }
    const keys = providerNameKeys(parsed.name)
    await refuseTakenName(tx, clinic_id, keys.name_key, id)
    const aliases = parsed.aliases ?? current?.aliases ?? []
    await refuseSharedNames(tx, clinic_id, { id, name: parsed.name, aliases })
    const agent_id = parsed.agent_id === undefined ? (current?.agent_id ?? null) : parsed.agent_id
    if (agent_id !== null && agent_id !== current?.agent_id)
      await requireScheduleAgent(tx, clinic_id, agent_id)
    const is_active = parsed.is_active ?? current?.is_active ?? true
    // Hours make a known provider of one whom an agent had only named.
    const is_external = (current?.is_external ?? false) && parsed.hours.length === 0
    const specialty = parsed.specialty ?? null
    const fields = { name: parsed.name, ...keys, specialty, aliases, is_active, is_external, agent_id }
    if (current)
      await tx.tx.provider.update({ where: { id }, data: { ...fields, version: { increment: 1 } } })
    else await tx.tx.provider.create({ data: { id, clinic_id, ...fields, created_at: nowDate(tx) } })
    await saveServices(tx, clinic_id, id, parsed.service_type_ids)
    const hours = await saveHours(tx, id, readHours(parsed.hours, time_zone), parsed.hours_version)
    if (current?.is_active && !is_active) await releaseAllHolds(tx, id)
    await record(tx, {
      action: current ? 'provider.updated' : 'provider.created',
      subject: { kind: 'provider', id },
      clinicId: clinic_id,
      detail: {
        is_active,
        hours_version: hours,
        windows: parsed.hours.length,
        services: parsed.service_type_ids.length,
        ...(agent_id === (current?.agent_id ?? null) ? {} : { agent_id }),
      },
    })
    tx.outgoing.events.push({ type: 'provider.changed', id, clinic_id })
    return providerView(
      tx,
      await tx.tx.provider.findUniqueOrThrow({ where: { id }, include: providerInclude(tx) }),
    )
  })
}
