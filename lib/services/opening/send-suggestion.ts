import { record } from '#lib/core/audit.ts'
import { nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { conflict, isSwitchboardError } from '#lib/domain/errors.ts'
import { isQuiet } from '#lib/domain/messaging/quiet-hours.ts'
import { MINUTE_MS } from '#lib/domain/scheduling/units.ts'
import { lastOfferAt } from '#lib/domain/waiting-list/fit.ts'
import { sendOffer } from '../offer/send.ts'
import { announceOpening } from './create.ts'
import { SUGGESTION_FRESH_MINUTES } from './run-wave.ts'

const INCLUDE = {
  opening: { include: { clinic: true, service_type: true } },
  entry: true,
  patient: { select: { time_zone: true } },
} satisfies Prisma.OpeningInvitationInclude
type Invitation = Prisma.OpeningInvitationGetPayload<{ include: typeof INCLUDE }>

export interface Suggestion {
  opening_id: string
  patient_id: string
  conversation_id: string
  /** The visit that is given up by accepting. */
  appointment_id: string | null
  reasoning: string[]
}

/** Why the text is not sent after all: what was true when the wave was picked may have changed since. */
async function reasonToDrop(
  tx: TxCtx,
  { opening, entry, patient, created_at }: Invitation,
  suggestion: Suggestion,
): Promise<string | null> {
  if (opening.state !== 'open') return 'opening_closed'
  if (tx.now() > lastOfferAt(opening.starts_at.getTime(), opening.service_type)) return 'too_late'
  if (tx.now() - created_at.getTime() > SUGGESTION_FRESH_MINUTES * MINUTE_MS) return 'stale'
  if (isQuiet(opening.clinic.quiet_hours, tx.now(), patient.time_zone ?? opening.clinic.time_zone))
    return 'quiet_hours'
  const { appointment_id, patient_id } = suggestion
  if (entry && (entry.state !== 'waiting' || entry.appointment_id !== appointment_id)) return 'entry_changed'
  const open = await tx.tx.offer.findFirst({ where: { patient_id, state: 'open' }, select: { id: true } })
  if (open) return 'open_offer'
  if (appointment_id === null) return null
  const visit = await tx.tx.appointment.findFirst({
    where: { id: appointment_id, patient_id, state: 'booked', starts_at: { gt: opening.starts_at } },
    select: { id: true },
  })
  return visit ? null : 'visit_changed'
}

/** Offers the time, held for nobody. Throws what sendOffer throws, and `conflict` when the invitation is gone. */
async function offer(tx: TxCtx, invitation: Invitation, suggestion: Suggestion): Promise<void> {
  const { opening } = invitation
  const conversation = await tx.tx.conversation.findUniqueOrThrow({
    where: { id: suggestion.conversation_id },
    select: { external_id: true },
  })
  const sent = await sendOffer(
    tx,
    {
      clinic_id: opening.clinic_id,
      patient_id: suggestion.patient_id,
      service_type_id: opening.service_type_id,
      conversation_id: conversation.external_id,
      slots: [
        {
          provider_id: opening.provider_id,
          starts_at: opening.starts_at.toISOString(),
          reasoning: suggestion.reasoning,
        },
      ],
      is_shared: true,
    },
    { lead: 'slot_opened', moves_appointment_id: suggestion.appointment_id },
  )
  const linked = await tx.tx.openingInvitation.updateMany({
    where: { id: invitation.id, state: 'invited', offer_id: null },
    data: { offer_id: sent.offer.id },
  })
  if (linked.count === 0) throw conflict('This suggestion was dropped meanwhile.')
  if (invitation.entry_id) {
    await tx.tx.waitingListEntry.update({
      where: { id: invitation.entry_id },
      data: { last_offered_at: nowDate(tx), updated_at: nowDate(tx) },
    })
    tx.outgoing.events.push({
      type: 'waiting_list.changed',
      id: invitation.entry_id,
      clinic_id: opening.clinic_id,
    })
  }
}

/** Takes the invitation back, so that a later wave may ask again, and a thread that was opened for it out of the inbox. */
async function drop(tx: TxCtx, invitation: Invitation, suggestion: Suggestion, why: string): Promise<void> {
  await tx.tx.openingInvitation.deleteMany({ where: { id: invitation.id, offer_id: null } })
  await tx.tx.conversation.updateMany({
    where: { id: suggestion.conversation_id, messages: { none: {} }, appointments: { none: {} } },
    data: { closed_at: nowDate(tx) },
  })
  await record(tx, {
    action: 'opening.suggestion_dropped',
    subject: { kind: 'opening', id: invitation.opening_id },
    clinicId: invitation.opening.clinic_id,
    conversationId: suggestion.conversation_id,
    patientId: suggestion.patient_id,
    detail: { reason: why },
  })
}

/** What a suggestion may be refused for without anybody having to look: the next wave asks somebody else. */
const EXPECTED = ['conflict', 'opted_out', 'staff_has_it'] as const

/**
 * Texts a freed time to a patient whom a wave picked, unless something has changed since; runs twice without a second
 * text. The caller holds the locks of the phone and the conversation.
 */
export async function sendSuggestion(tx: TxCtx, suggestion: Suggestion): Promise<void> {
  const { opening_id, patient_id } = suggestion
  const invitation = await tx.tx.openingInvitation.findUnique({
    where: { opening_id_patient_id: { opening_id, patient_id } },
    include: INCLUDE,
  })
  if (invitation?.state !== 'invited' || invitation.offer_id !== null) return
  const why = await reasonToDrop(tx, invitation, suggestion)
  if (why !== null) return drop(tx, invitation, suggestion, why)
  try {
    await mutate(tx, { name: 'opening.suggest', permission: 'offers:send' }, (inner) =>
      offer(inner, invitation, suggestion),
    )
    announceOpening(tx, { id: opening_id, clinic_id: invitation.opening.clinic_id })
  } catch (error) {
    const code = EXPECTED.find((each) => isSwitchboardError(error, each))
    if (code === undefined) throw error
    await drop(tx, invitation, suggestion, code)
  }
}
