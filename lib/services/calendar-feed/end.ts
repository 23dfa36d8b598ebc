import { record } from '#lib/core/audit.ts'
import { found } from '#lib/core/authorize.ts'
import type { TxCtx } from '#lib/core/context.ts'

/** The provider, locked, so that two cannot make an address at once. Throws `not_found`. */
export async function lockFeedOwner(tx: TxCtx, providerId: string) {
  await tx.tx.$queryRaw`SELECT id FROM provider WHERE id = ${providerId}::uuid FOR NO KEY UPDATE`
  return found(tx, await tx.tx.provider.findUnique({ where: { id: providerId } }), 'The provider')
}

/** Ends the address that a provider has. Whoever asks for it gets 404 from now on. Answers whether there was one. */
export async function endFeed(tx: TxCtx, provider: { id: string; clinic_id: string }): Promise<boolean> {
  const ended = await tx.tx.calendarFeed.updateManyAndReturn({
    where: { provider_id: provider.id, revoked_at: null },
    data: { revoked_at: new Date(tx.systemNow()) },
  })
  for (const { id } of ended) {
    await record(tx, {
      action: 'calendar_feed.revoked',
      subject: { kind: 'calendar_feed', id },
      clinicId: provider.clinic_id,
      detail: { provider_id: provider.id },
    })
  }
  return ended.length > 0
}
