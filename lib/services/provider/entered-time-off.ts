import type { TxCtx } from '#lib/core/context.ts'

/**
 * The time off with the same times, which is the same absence: an agent that lost our answer must not enter it twice. Its
 * id, or null.
 */
export async function findEnteredTimeOff(
  tx: TxCtx,
  told: { provider_id: string; time_off_start: string; time_off_end: string },
): Promise<string | null> {
  const row = await tx.tx.timeOff.findFirst({
    where: {
      provider_id: told.provider_id,
      starts_at: new Date(told.time_off_start),
      ends_at: new Date(told.time_off_end),
      cancelled_at: null,
    },
    select: { id: true },
  })
  return row?.id ?? null
}
