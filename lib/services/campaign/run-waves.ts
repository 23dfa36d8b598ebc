import { SYSTEM } from '#lib/core/actors.ts'
import { actingAs, type Ctx, nowDate } from '#lib/core/context.ts'
import type { Campaign } from '#lib/db/generated/client.ts'
import { planWave } from '#lib/domain/campaign/waves.ts'
import { MINUTE_MS } from '#lib/domain/scheduling/units.ts'
import { equivalentTimes } from './equivalent-times.ts'
import { HIT_INCLUDE, type HitVisitRow } from './hit-visits.ts'
import { tellMember } from './tell.ts'

const BATCH = 50

interface WaitingMember {
  id: string
  appointment_id: string
  patient_id: string
  is_held_back: boolean
}

/**
 * Who of a campaign is still to be told, in order. Held back: patients who have not answered an earlier question, and visits
 * that an older campaign is asking about.
 */
const readWaiting = (ctx: Ctx, campaign: Campaign) => ctx.db.$queryRaw<WaitingMember[]>`
  SELECT m.id, m.appointment_id, m.patient_id,
    EXISTS (SELECT 1 FROM campaign_member other WHERE other.patient_id = m.patient_id AND other.state = 'told')
    OR EXISTS (
      SELECT 1 FROM campaign_member other JOIN campaign older ON older.id = other.campaign_id
      WHERE other.appointment_id = m.appointment_id AND older.state = 'running' AND older.id < m.campaign_id
        AND other.state IN ('waiting', 'told', 'unreachable'))
    OR EXISTS (
      SELECT 1 FROM campaign_member other
      WHERE other.campaign_id = m.campaign_id AND other.patient_id = m.patient_id
        AND other.state = 'waiting' AND other.position < m.position) AS is_held_back
  FROM campaign_member m
  WHERE m.campaign_id = ${campaign.id}::uuid AND m.state = 'waiting'
  ORDER BY m.position`

/** What the members are told about, with what may be offered to each, planned for all of them together. */
async function planOffers(ctx: Ctx, campaign: Campaign, waiting: readonly WaitingMember[]) {
  const timeOff = await ctx.db.timeOff.findUniqueOrThrow({
    where: { id: campaign.time_off_id },
    include: { provider: { include: { clinic: true } } },
  })
  const rows = await ctx.db.appointment.findMany({
    where: { id: { in: waiting.map((member) => member.appointment_id) }, state: 'booked' },
    include: HIT_INCLUDE,
  })
  const visits = rows.filter((row): row is HitVisitRow => row.patient !== null)
  const { clinic } = timeOff.provider
  const away = {
    provider_id: timeOff.provider_id,
    starts_at: timeOff.starts_at,
    ends_at: timeOff.ends_at,
  }
  return {
    clinic,
    visits: new Map(visits.map((visit) => [visit.id, visit])),
    options: await equivalentTimes(ctx, { visits, away, zone: clinic.time_zone }),
  }
}

/** Tells those whose turn it is, if nobody else has taken the wave since `campaign` was read. Answers how many changed. */
export async function runWave(ctx: Ctx, campaign: Campaign): Promise<number> {
  const claimedUntil = new Date(ctx.now() + campaign.wave_minutes * MINUTE_MS)
  const at = { id: campaign.id, state: 'running' as const }
  const claimed = await ctx.db.campaign.updateMany({
    where: { ...at, next_wave_at: campaign.next_wave_at },
    data: { next_wave_at: claimedUntil },
  })
  if (claimed.count === 0) return 0
  const waiting = await readWaiting(ctx, campaign)
  const { clinic, visits, options } = await planOffers(ctx, campaign, waiting)
  const isHopeless = (member: WaitingMember) =>
    !member.is_held_back && options.get(member.appointment_id)?.length === 0
  const wave = planWave(
    waiting
      .filter((member) => !isHopeless(member))
      .map((member) => ({
        id: member.id,
        time_zone: visits.get(member.appointment_id)?.patient.time_zone ?? clinic.time_zone,
        is_held_back: member.is_held_back || !visits.has(member.appointment_id),
      })),
    { ...campaign, quiet_hours: clinic.quiet_hours, now: ctx.now() },
  )
  let changed = 0
  const failures: unknown[] = []
  for (const member of waiting) {
    if (!wave.tell.includes(member.id) && !isHopeless(member)) continue
    try {
      const told = { campaign, member, options: options.get(member.appointment_id) ?? [] }
      if (await tellMember(ctx, told)) changed += 1
    } catch (error) {
      // One patient who cannot be told must not keep the others from it; the next wave tries again.
      failures.push(error)
    }
  }
  const next = wave.next_wave_at ?? (failures.length > 0 ? claimedUntil.getTime() : null)
  await ctx.db.campaign.updateMany({
    where: { ...at, next_wave_at: claimedUntil },
    data: { next_wave_at: next === null ? null : new Date(next) },
  })
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} patients could not be told.`)
  return changed
}

/**
 * Tells the next patients of every campaign whose wave is due. Only the conditional update of `next_wave_at` lets a worker
 * run a wave, and each patient is told by one transaction of their own; a worker that dies in a wave leaves the rest of it
 * to the next. Returns how many visits changed; throws `AggregateError` after the others when some failed.
 */
export async function runCampaignWaves(ctx: Ctx): Promise<number> {
  const system = actingAs(ctx, SYSTEM)
  const due = await system.db.campaign.findMany({
    where: { state: 'running', next_wave_at: { lte: nowDate(system) } },
    orderBy: { next_wave_at: 'asc' },
    take: BATCH,
  })
  let changed = 0
  const failures: unknown[] = []
  for (const campaign of due) {
    try {
      changed += await runWave(system, campaign)
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} waves had failures.`)
  return changed
}
