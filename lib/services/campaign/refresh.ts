import { SYSTEM } from '#lib/core/actors.ts'
import { record } from '#lib/core/audit.ts'
import { actingAs, type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { type MemberStep, memberLifecycle, memberStep, PHONE_REASONS } from '#lib/domain/campaign/member.ts'
import { askStaff } from '../conversation/ask-staff.ts'
import { lockThread } from '../conversation/lock.ts'
import { refreshConversation } from '../conversation/refresh.ts'
import { endOffer } from '../offer/end.ts'
import { recordEnd } from './end.ts'
import { announceCampaign, lockCampaign } from './lock.ts'
import { type MemberRow, readMembers } from './member-facts.ts'
import { stopAsking } from './stop-asking.ts'
import { takeBack } from './take-back.ts'

const isChange = (row: MemberRow, step: MemberStep | null): step is MemberStep =>
  step !== null &&
  (step.state !== row.state || step.reason !== row.reason || step.is_urgent !== row.is_urgent)

/** An offer about a visit that staff settled has nothing left to ask. */
async function closeOffer(tx: TxCtx, row: MemberRow): Promise<void> {
  const offer = row.newest_offer_id
    ? await tx.tx.offer.findUnique({ where: { id: row.newest_offer_id } })
    : null
  if (offer?.state !== 'open' || !(await endOffer(tx, offer, 'superseded'))) return
  await refreshConversation(tx, offer.conversation_id)
}

/** Writes what became of a visit. The caller holds the locks of phone and conversation, where there is one. */
export async function applyStep(tx: TxCtx, row: MemberRow, step: MemberStep): Promise<boolean> {
  const isFinal = memberLifecycle.isFinal(step.state)
  const applied = await tx.tx.campaignMember.updateMany({
    where: { id: row.id, state: row.state, is_urgent: row.is_urgent },
    data: {
      state: step.state,
      reason: step.reason,
      is_urgent: step.is_urgent,
      ...(isFinal ? { decided_at: nowDate(tx) } : {}),
    },
  })
  if (applied.count === 0) return false
  if (step.state === 'settled') await closeOffer(tx, row)
  if (isFinal) await stopAsking(tx, row.conversation_id)
  if (step.is_urgent && !row.is_urgent && row.conversation_id) {
    await askStaff(tx, { conversation_id: row.conversation_id, reason: 'visit_must_change', is_urgent: true })
  }
  await record(tx, {
    action: `campaign.visit_${step.state}`,
    subject: { kind: 'campaign', id: row.campaign_id },
    clinicId: row.clinic_id,
    conversationId: row.conversation_id,
    patientId: row.patient_id,
    detail: { appointment_id: row.appointment_id, is_urgent: step.is_urgent },
  })
  announceCampaign(tx, { id: row.campaign_id, clinic_id: row.clinic_id })
  return true
}

const hasFreshOffer = (row: MemberRow) =>
  row.campaign_state === 'running' && row.newest_offer_id !== null && row.newest_offer_id !== row.offer_id

/** Fresh times came: the row names the offer that stands now. */
async function followOffer(tx: TxCtx, row: MemberRow): Promise<boolean> {
  if (!hasFreshOffer(row)) return false
  await tx.tx.campaignMember.update({ where: { id: row.id }, data: { offer_id: row.newest_offer_id } })
  announceCampaign(tx, { id: row.campaign_id, clinic_id: row.clinic_id })
  return true
}

const isToBeTakenBack = (row: MemberRow) =>
  row.campaign_state === 'undone' && row.is_told && row.reason !== PHONE_REASONS.visit_stays
const isDue = (row: MemberRow) => isToBeTakenBack(row) || hasFreshOffer(row) || isChange(row, memberStep(row))

/** Reads the facts again under the locks and does what they ask for. */
async function refreshMember(ctx: Ctx, seen: MemberRow): Promise<boolean> {
  return mutate(ctx, { name: 'campaign.refresh', permission: null }, async (tx) => {
    if (seen.conversation_id) await lockThread(tx, seen.conversation_id)
    const [row] = await readMembers(tx, seen.id)
    if (!row || row.conversation_id !== seen.conversation_id) return false
    const followed = await followOffer(tx, row)
    const step = memberStep(row)
    if (isChange(row, step)) return applyStep(tx, row, step)
    return isToBeTakenBack(row) ? takeBack(tx, row) : followed
  })
}

/** Ends a campaign in which nobody is to be told or to choose any more. */
async function finish(ctx: Ctx, campaignId: string): Promise<boolean> {
  return mutate(ctx, { name: 'campaign.finish', permission: null }, async (tx) => {
    const campaign = await lockCampaign(tx, campaignId)
    const open = await tx.tx.campaignMember.count({
      where: { campaign_id: campaignId, state: { in: ['waiting', 'told'] } },
    })
    if (campaign.state !== 'running' || open > 0) return false
    const now = nowDate(tx)
    await tx.tx.campaign.update({
      where: { id: campaignId },
      data: { state: 'finished', next_wave_at: null, ended_at: now, updated_at: now },
    })
    await recordEnd(tx, campaign, 'finished')
    return true
  })
}

/** Running campaigns that are over, and those whose next wave nobody has planned although somebody waits. */
async function readOpen(ctx: Ctx) {
  const running = { state: 'running' as const }
  const over = await ctx.db.campaign.findMany({
    where: { ...running, members: { none: { state: { in: ['waiting', 'told'] } } } },
    select: { id: true },
  })
  const stuck = await ctx.db.campaign.updateMany({
    where: { ...running, next_wave_at: null, members: { some: { state: 'waiting' } } },
    data: { next_wave_at: nowDate(ctx) },
  })
  return { over, stuck: stuck.count }
}

/**
 * Brings every campaign up to date with the visits, offers, texts and opt-outs around it, from the rows alone: whatever
 * happened, and whoever did it, is seen here at the latest. Whose time is up becomes an urgent call, and the conversation
 * asks for staff. Returns how much changed; throws `AggregateError` after the others when some could not be refreshed.
 */
export async function refreshCampaigns(ctx: Ctx): Promise<number> {
  const system = actingAs(ctx, SYSTEM)
  let changed = 0
  const failures: unknown[] = []
  const attempt = async (work: () => Promise<boolean>) => {
    try {
      if (await work()) changed += 1
    } catch (error) {
      failures.push(error)
    }
  }
  for (const row of await readMembers(system)) {
    if (isDue(row)) await attempt(() => refreshMember(system, row))
  }
  const { over, stuck } = await readOpen(system)
  for (const { id } of over) await attempt(() => finish(system, id))
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} visits could not be refreshed.`)
  return changed + stuck
}
