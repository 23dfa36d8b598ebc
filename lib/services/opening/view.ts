import type { Ctx } from '#lib/core/context.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { type OpeningView, openingView as openingShape } from '#lib/domain/waiting-list/schema.ts'
import { causeWords, invitationWords } from '#lib/domain/waiting-list/words.ts'
import { patientName } from '../patient/view.ts'

/** What a freed time is shown with. */
export const OPENING_INCLUDE = {
  provider: { select: { id: true, name: true } },
  service_type: { select: { id: true, name: true } },
  freed_by: { select: { id: true, patient: true } },
  invitations: {
    include: {
      patient: true,
      offer: { select: { state: true, conversation_id: true } },
    },
    orderBy: [{ wave: 'asc' }, { created_at: 'asc' }, { id: 'asc' }],
  },
} satisfies Prisma.OpeningInclude
export type OpeningRow = Prisma.OpeningGetPayload<{ include: typeof OPENING_INCLUDE }>

const { cause } = openingShape.shape

/** A freed time as the wire shows it: what freed it, who was asked in which wave, and what became of it. */
export function openingView(ctx: Ctx, row: OpeningRow): OpeningView {
  const freedBy = row.freed_by?.patient
    ? { id: row.freed_by.patient.id, name: patientName(ctx, row.freed_by.patient) }
    : null
  const read = cause.parse(row.cause)
  return {
    id: row.id,
    clinic_id: row.clinic_id,
    provider: row.provider,
    service_type: row.service_type,
    starts_at: row.starts_at.toISOString(),
    ends_at: row.ends_at.toISOString(),
    state: row.state,
    cause: read,
    cause_label: causeWords(read, freedBy?.name ?? null),
    freed_by: row.freed_by && { appointment_id: row.freed_by.id, patient: freedBy },
    follows_id: row.follows_id,
    wave: row.wave,
    next_wave_at: row.next_wave_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    ended_at: row.ended_at?.toISOString() ?? null,
    invitations: row.invitations.map((invitation) => ({
      id: invitation.id,
      patient: { id: invitation.patient.id, name: patientName(ctx, invitation.patient) },
      wave: invitation.wave,
      state: invitation.state,
      state_label: invitationWords({
        state: invitation.state,
        offer_state: invitation.offer?.state ?? null,
        opening_state: row.state,
      }),
      is_on_list: invitation.entry_id !== null,
      conversation_id: invitation.offer?.conversation_id ?? null,
      invited_at: invitation.created_at.toISOString(),
      decided_at: invitation.decided_at?.toISOString() ?? null,
    })),
  }
}
