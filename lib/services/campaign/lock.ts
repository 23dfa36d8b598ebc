import type { TxCtx } from '#lib/core/context.ts'
import type { Campaign } from '#lib/db/generated/client.ts'

/** Keeps a campaign from ending while a patient is being told: many may share it. */
export async function isRunning(tx: TxCtx, campaignId: string): Promise<boolean> {
  const rows = await tx.tx.$queryRaw<{ state: string }[]>`
    SELECT state::text FROM campaign WHERE id = ${campaignId}::uuid FOR SHARE`
  return rows[0]?.state === 'running'
}

/** Locks a campaign against everybody who would tell a patient or end it, and reads it. After the provider's lock. */
export async function lockCampaign(tx: TxCtx, campaignId: string): Promise<Campaign> {
  await tx.tx.$queryRaw`SELECT id FROM campaign WHERE id = ${campaignId}::uuid FOR UPDATE`
  return tx.tx.campaign.findUniqueOrThrow({ where: { id: campaignId } })
}

/** The campaign changed: for whoever watches it. */
export function announceCampaign(tx: TxCtx, campaign: { id: string; clinic_id: string }): void {
  tx.outgoing.events.push({ type: 'campaign.changed', id: campaign.id, clinic_id: campaign.clinic_id })
}
