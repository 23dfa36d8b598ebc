import { record } from '#lib/core/audit.ts'
import { requirePermission } from '#lib/core/authorize.ts'
import { nowDate, type TxCtx } from '#lib/core/context.ts'
import { CHOOSE_BEFORE_MS, PHONE_REASONS } from '#lib/domain/campaign/member.ts'
import { type CampaignPace, MAX_CAMPAIGN_VISITS } from '#lib/domain/campaign/schema.ts'
import { UNDO_MINUTES } from '#lib/domain/campaign/waves.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { nextAllowed } from '#lib/domain/messaging/quiet-hours.ts'
import { MINUTE_MS } from '#lib/domain/scheduling/units.ts'
import { publishFlowMessage } from './flow-message.ts'
import type { Away, HitVisitRow } from './hit-visits.ts'
import { announceCampaign } from './lock.ts'
import { readReach } from './reach.ts'

/** Throws `invalid_input` for more visits than a front desk could follow. */
export function refuseTooMany(count: number): void {
  if (count <= MAX_CAMPAIGN_VISITS) return
  throw invalidInput(
    `${count} visits fall into this time; a campaign takes at most ${MAX_CAMPAIGN_VISITS}. Enter it in shorter parts.`,
    'ends_at',
  )
}

export interface NewCampaign {
  time_off_id: string
  clinic: { id: string; time_zone: string; quiet_hours: string | null }
  away: Away
  visits: readonly HitVisitRow[]
  pace: CampaignPace
  /** The agent's message that reported the time off; null: staff entered it, and the provider agent says so. */
  agent_message_id: string | null
}

/** The console's entry as the provider agent would report it, so that the whole flow can be read on the bus. */
async function reportEntry(tx: TxCtx, id: string, started: NewCampaign): Promise<string> {
  const message = await publishFlowMessage(tx, {
    from: 'provider-agent',
    to: 'scheduling-agent',
    message_type: 'UPDATE_UNAVAILABILITY',
    clinic_id: started.clinic.id,
    correlation_id: id,
    content: {
      provider_id: started.away.provider_id,
      time_off_start: started.away.starts_at.toISOString(),
      time_off_end: started.away.ends_at.toISOString(),
      time_off_id: started.time_off_id,
    },
  })
  return message.id
}

/** When the first text may leave: once there was time to undo, in nobody's quiet hours. Null: nobody is to be told. */
function firstWaveAt(tx: TxCtx, { clinic, visits }: NewCampaign, isTold: (visit: HitVisitRow) => boolean) {
  const soonest = tx.now() + UNDO_MINUTES * MINUTE_MS
  const starts = visits
    .filter(isTold)
    .map(({ patient }) => nextAllowed(clinic.quiet_hours, soonest, patient.time_zone ?? clinic.time_zone))
  return starts.length === 0 ? null : new Date(Math.min(...starts))
}

/**
 * Begins the campaign of a time off that was just entered, in its transaction: every visit is to be told in waves or is on
 * the phone list at once, with the reason. Answers its id, or null when no visit has to change. Throws `forbidden` without
 * the right to send offers, `invalid_input` for too many visits.
 */
export async function startCampaign(tx: TxCtx, started: NewCampaign): Promise<string | null> {
  const { visits, clinic, pace } = started
  requirePermission(tx, 'offers:send')
  if (visits.length === 0) return null
  refuseTooMany(visits.length)
  const id = tx.newId()
  const now = nowDate(tx)
  const reach = await readReach(tx, visits)
  const reasonOf = (visit: HitVisitRow) => reach.get(visit.id)?.reason ?? null
  await tx.tx.campaign.create({
    data: {
      id,
      clinic_id: clinic.id,
      time_off_id: started.time_off_id,
      state: 'running',
      ...pace,
      next_wave_at: firstWaveAt(tx, started, (visit) => reasonOf(visit) === null),
      agent_message_id: started.agent_message_id ?? (await reportEntry(tx, id, started)),
      created_by: tx.actor.name,
      created_at: now,
      updated_at: now,
    },
  })
  await tx.tx.campaignMember.createMany({
    data: visits.map((visit, position) => {
      const reason = reasonOf(visit)
      return {
        id: tx.newId(),
        campaign_id: id,
        appointment_id: visit.id,
        patient_id: visit.patient.id,
        state: reason === null ? 'waiting' : 'unreachable',
        position,
        starts_at: visit.starts_at,
        ends_at: visit.ends_at,
        reason: reason && PHONE_REASONS[reason],
        conversation_id: visit.conversation?.id ?? null,
        choose_by: new Date(visit.starts_at.getTime() - CHOOSE_BEFORE_MS),
        is_urgent: reach.get(visit.id)?.is_urgent ?? false,
      }
    }),
  })
  await record(tx, {
    action: 'campaign.started',
    subject: { kind: 'campaign', id },
    clinicId: clinic.id,
    detail: {
      time_off_id: started.time_off_id,
      visits: visits.length,
      by_phone: visits.filter((visit) => reasonOf(visit) !== null).length,
    },
  })
  announceCampaign(tx, { id, clinic_id: clinic.id })
  return id
}
