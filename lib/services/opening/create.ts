import { record } from '#lib/core/audit.ts'
import { nowDate, type TxCtx } from '#lib/core/context.ts'
import type { Prisma } from '#lib/db/generated/client.ts'

type NewOpening = Pick<
  Prisma.OpeningUncheckedCreateInput,
  | 'clinic_id'
  | 'provider_id'
  | 'service_type_id'
  | 'starts_at'
  | 'ends_at'
  | 'cause'
  | 'freed_by_id'
  | 'follows_id'
>

/** Stores a freed time; its first wave goes out as soon as a worker looks. */
export async function createOpening(tx: TxCtx, opening: NewOpening): Promise<void> {
  const id = tx.newId()
  const now = nowDate(tx)
  await tx.tx.opening.create({
    data: { id, ...opening, state: 'open', next_wave_at: now, created_at: now, updated_at: now },
  })
  await record(tx, {
    action: 'opening.found',
    subject: { kind: 'opening', id },
    clinicId: opening.clinic_id,
    detail: {
      cause: opening.cause,
      provider_id: opening.provider_id,
      starts_at: new Date(opening.starts_at).toISOString(),
      freed_by_id: opening.freed_by_id ?? null,
    },
  })
  tx.outgoing.wakes.push({ kind: 'opening.tend', key: id })
  announceOpening(tx, { id, clinic_id: opening.clinic_id })
}

/** Tells screens, after the commit, that this freed time changed. */
export function announceOpening(tx: TxCtx, opening: { id: string; clinic_id: string }): void {
  tx.outgoing.events.push({ type: 'opening.changed', id: opening.id, clinic_id: opening.clinic_id })
}
