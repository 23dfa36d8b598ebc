import { record } from '#lib/core/audit.ts'
import { found } from '#lib/core/authorize.ts'
import { type Ctx, nowDate } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { conflict, invalidInput } from '#lib/domain/errors.ts'
import {
  type JoinWaitingListInput,
  joinWaitingListInput,
  type WaitingListEntryView,
} from '#lib/domain/waiting-list/schema.ts'
import { lockPhone } from '../conversation/lock.ts'
import { readEntry } from './view.ts'
import { wishColumns } from './wishes.ts'

const SOURCES: Partial<Record<Ctx['actor']['kind'], string>> = { staff: 'staff', patient: 'text' }

/**
 * Puts a patient on the waiting list of a service, with the days, times and provider that suit, and the visit that is given
 * up when a freed time is taken. Texts nobody. Throws `conflict` when the patient waits for this service already,
 * `invalid_input` for what could never be offered, `not_found` out of scope.
 */
export async function joinWaitingList(ctx: Ctx, input: JoinWaitingListInput): Promise<WaitingListEntryView> {
  const parsed = parseInput(joinWaitingListInput, input)
  const mutation = {
    name: 'waiting_list.join',
    permission: 'appointments:write',
    idempotencyKey: parsed.idempotency_key,
    input: parsed,
  } as const
  return mutate(ctx, mutation, async (tx) => {
    const { clinic_id, patient_id, service_type_id, idempotency_key: _key, ...asked } = parsed
    const seen = await tx.tx.patient.findFirst({
      where: { id: patient_id, clinic_id },
      include: { clinic: true },
    })
    const { clinic, phone_index } = found(tx, seen, 'The patient')
    const service = await tx.tx.serviceType.findFirst({ where: { id: service_type_id, clinic_id } })
    if (!service) throw invalidInput('This clinic has no such service type.', 'service_type_id')
    if (!service.is_active) throw invalidInput(`${service.name} is not offered any more.`, 'service_type_id')
    await lockPhone(tx, phone_index)
    const waiting = await tx.tx.waitingListEntry.findFirst({
      where: { patient_id, service_type_id, state: 'waiting' },
      select: { id: true },
    })
    if (waiting) throw conflict(`This patient waits for ${service.name} already. Change that entry instead.`)
    const columns = await wishColumns(tx, asked, { clinic, patient_id, service_type_id })
    const id = tx.newId()
    const now = nowDate(tx)
    await tx.tx.waitingListEntry.create({
      data: {
        id,
        clinic_id,
        patient_id,
        service_type_id,
        ...columns,
        state: 'waiting',
        source: SOURCES[tx.actor.kind] ?? 'agent',
        created_by: tx.actor.name,
        created_at: now,
        updated_at: now,
      },
    })
    await record(tx, {
      action: 'waiting_list.joined',
      subject: { kind: 'waiting_list_entry', id },
      clinicId: clinic_id,
      patientId: patient_id,
      detail: { service_type_id, appointment_id: columns.appointment_id },
    })
    tx.outgoing.events.push({ type: 'waiting_list.changed', id, clinic_id })
    return readEntry(tx, id)
  })
}
