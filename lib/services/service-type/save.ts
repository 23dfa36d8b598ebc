import { record } from '#lib/core/audit.ts'
import { requireClinic } from '#lib/core/authorize.ts'
import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { requireVersion } from '#lib/core/version.ts'
import { alsoCalled, takenAlias } from '#lib/domain/agents/slug.ts'
import { conflict, notFound } from '#lib/domain/errors.ts'
import {
  type SaveServiceTypeInput,
  type ServiceTypeView,
  saveServiceTypeInput,
} from '#lib/domain/scheduling/schema.ts'
import { syncReminders } from '../reminder/sync.ts'
import { serviceTypeView } from './view.ts'

const VISITS_AT_ONCE = 200

interface Existing {
  id: string
  name: string
  aliases: string[]
  is_default: boolean
  is_active: boolean
  version: number
}

/** The clinic's service types, locked with the clinic: names and the default cannot change meanwhile. */
async function lockServiceTypes(tx: TxCtx, clinicId: string): Promise<Existing[]> {
  const clinics = await tx.tx.$queryRaw<
    unknown[]
  >`SELECT id FROM clinic WHERE id = ${clinicId}::uuid FOR NO KEY UPDATE`
  if (clinics.length === 0) throw notFound('The clinic')
  return tx.tx.serviceType.findMany({
    where: { clinic_id: clinicId },
    select: { id: true, name: true, aliases: true, is_default: true, is_active: true, version: true },
  })
}

/** Where nobody names a service this one is used, so it must be one that is offered. */
function refuseInactiveDefault(isDefault: boolean, isActive: boolean): void {
  if (isActive || !isDefault) return
  throw conflict('The default service must be offered. Make another one the default first.', 'is_active')
}

/** The first service type is the default one; later the default only moves, it never goes away. */
function settleDefault(others: Existing[], current: Existing | undefined, isWanted: boolean): boolean {
  if (current?.is_default && !isWanted) {
    throw conflict(
      'One service type is always the default. Make another one the default instead.',
      'is_default',
    )
  }
  return isWanted || !others.some((other) => other.is_default)
}

/** The booked visits of the service get the reminders that it has now. */
async function remindBooked(tx: TxCtx, serviceTypeId: string): Promise<void> {
  const visits = await tx.tx.appointment.findMany({
    where: { service_type_id: serviceTypeId, state: 'booked', starts_at: { gt: nowDate(tx) } },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  for (let from = 0; from < visits.length; from += VISITS_AT_ONCE) {
    const ids = visits.slice(from, from + VISITS_AT_ONCE).map(({ id }) => id)
    await syncReminders(tx, ids, { is_just_told: false })
  }
}

/**
 * Creates a service type, or changes one of the clinic. What is booked keeps its length and buffers. Throws `conflict`
 * for a name that is taken, when the default would be taken from the only one that has it, or the default switched off, `not_found` out of scope.
 */
export async function saveServiceType(ctx: Ctx, input: SaveServiceTypeInput): Promise<ServiceTypeView> {
  const parsed = parseInput(saveServiceTypeInput, input)
  return mutate(
    ctx,
    { name: 'service_type.save', permission: 'settings:write', input: parsed },
    async (tx) => {
      const { clinic_id, service_type_id, is_default: isWanted, version, ...fields } = parsed
      requireClinic(tx, clinic_id)
      const all = await lockServiceTypes(tx, clinic_id)
      const current = all.find((row) => row.id === service_type_id)
      if (service_type_id && !current) throw notFound('The service type')
      if (current) {
        const seen = { kind: 'service_type', ...current, words: 'this service' }
        await requireVersion(tx, seen, version)
      }
      const others = all.filter((row) => row !== current)
      if (others.some((row) => row.name.toLowerCase() === fields.name.toLowerCase())) {
        throw conflict('This clinic already has a service type of that name.', 'name')
      }
      const namesake = alsoCalled(fields.name, others)
      if (namesake !== null) throw conflict(`Agents also call ${namesake} so.`, 'name')
      const taken = takenAlias(fields.aliases ?? [], others)
      if (taken !== null) throw conflict(`Another service is called ${taken} already.`, 'aliases')
      const is_default = settleDefault(others, current, isWanted)
      refuseInactiveDefault(is_default, fields.is_active ?? current?.is_active ?? true)
      if (is_default) {
        await tx.tx.serviceType.updateMany({
          where: { clinic_id, is_default: true, ...(current ? { NOT: { id: current.id } } : {}) },
          data: { is_default: false },
        })
      }
      const row = current
        ? await tx.tx.serviceType.update({
            where: { id: current.id },
            data: { ...fields, is_default, version: { increment: 1 } },
          })
        : await tx.tx.serviceType.create({
            data: { id: tx.newId(), clinic_id, ...fields, is_default, created_at: nowDate(tx) },
          })
      if (current && fields.reminder_minutes) await remindBooked(tx, row.id)
      await record(tx, {
        action: current ? 'service_type.updated' : 'service_type.created',
        subject: { kind: 'service_type', id: row.id },
        clinicId: clinic_id,
        detail: { duration_minutes: row.duration_minutes, is_default, is_active: row.is_active },
      })
      tx.outgoing.events.push({ type: 'clinic.changed', id: clinic_id, clinic_id })
      return serviceTypeView(row)
    },
  )
}
