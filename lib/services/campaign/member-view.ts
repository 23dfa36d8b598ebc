import type { Ctx } from '#lib/core/context.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import type { CampaignState } from '#lib/domain/campaign/member.ts'
import type { CampaignMemberView } from '#lib/domain/campaign/schema.ts'
import { memberLabel, settleDisabled } from '#lib/domain/campaign/words.ts'
import { nextAllowed } from '#lib/domain/messaging/quiet-hours.ts'
import { patientName, phoneOf } from '../patient/view.ts'

/** What one visit of a campaign is read with. */
export const MEMBER_INCLUDE = {
  patient: true,
  appointment: {
    include: {
      service_type: { select: { id: true, name: true } },
      provider: { select: { id: true, name: true } },
    },
  },
  offer: { include: { options: { orderBy: { starts_at: 'asc' } } } },
} satisfies Prisma.CampaignMemberInclude

export type MemberViewRow = Prisma.CampaignMemberGetPayload<{ include: typeof MEMBER_INCLUDE }>

interface Place {
  campaign: { state: CampaignState; next_wave_at: Date | null }
  clinic: { time_zone: string; quiet_hours: string | null }
}

/** Until when quiet hours hold the text of a patient who is to be told; null where they do not. */
function quietUntil(ctx: Ctx, row: MemberViewRow, { campaign, clinic }: Place): string | null {
  if (row.state !== 'waiting' || campaign.next_wave_at === null) return null
  const allowed = nextAllowed(clinic.quiet_hours, ctx.now(), row.patient.time_zone ?? clinic.time_zone)
  return allowed > ctx.now() ? new Date(allowed).toISOString() : null
}

/** Where the visit is now, when that is another time than before. */
function newTime({ appointment, starts_at, state }: MemberViewRow): CampaignMemberView['new_time'] {
  const hasMoved = state === 'chosen' || (state === 'settled' && appointment.state === 'booked')
  const isElsewhere = appointment.starts_at.getTime() !== starts_at.getTime()
  if (!hasMoved || (state === 'settled' && !isElsewhere)) return null
  return { provider: appointment.provider, starts_at: appointment.starts_at.toISOString() }
}

/** A visit of a campaign as the board shows it. */
export function memberView(ctx: Ctx, row: MemberViewRow, place: Place): CampaignMemberView {
  const open = row.offer?.state === 'open' ? row.offer.options : []
  return {
    id: row.id,
    appointment_id: row.appointment_id,
    patient: { id: row.patient.id, name: patientName(ctx, row.patient) },
    phone_number: phoneOf(ctx, row.patient),
    service_type: row.appointment.service_type,
    state: row.state,
    status_label: memberLabel({
      state: row.state,
      is_text_out: row.offer_id !== null,
      is_urgent: row.is_urgent,
    }),
    reason: row.reason,
    is_urgent: row.is_urgent,
    starts_at: row.starts_at.toISOString(),
    ends_at: row.ends_at.toISOString(),
    offered: open.map((option) => ({
      provider: { id: option.provider_id, name: option.provider_name },
      starts_at: option.starts_at.toISOString(),
    })),
    new_time: newTime(row),
    conversation_id: row.conversation_id ?? row.appointment.conversation_id,
    choose_by: row.choose_by.toISOString(),
    told_at: row.told_at?.toISOString() ?? null,
    decided_at: row.decided_at?.toISOString() ?? null,
    waits_until: quietUntil(ctx, row, place),
    settle_disabled: settleDisabled(row.state),
  }
}
