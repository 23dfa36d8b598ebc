import { type Ctx, store } from '#lib/core/context.ts'
import type { ConversationStatus } from '#lib/domain/messaging/conversation.ts'
import { formatSlotForText } from '#lib/domain/scheduling/local-time.ts'
import { AT_WORK } from '#lib/services/agent/at-work.ts'
import { readAnswer } from '#lib/tools/read-state.ts'
import { envelopeTo } from './envelope.ts'
import { type Outcome, resultOf, type Work } from './outcome.ts'
import { WAITS_FOR_PATIENT } from './words.ts'

export type PatientChooses = Extract<Work, { kind: 'patient_chooses' }>

/** While our agents look for other times the answer may still change without a word; then it is looked at again. */
const LOOK_AGAIN_MS = 60_000

const WAITING: Partial<Record<ConversationStatus, { said: string; say: string }>> = {
  awaiting_response: { said: 'waiting', say: WAITS_FOR_PATIENT },
  slot_selected: { said: 'selected', say: 'A time was chosen and is being booked.' },
  needs_staff: {
    said: 'staff',
    say: 'A member of the clinic’s staff is looking at the answer. Nothing is needed from you.',
  },
}

/** Why a conversation ended without a visit. */
const FAILURE: Partial<Record<ConversationStatus, string>> = {
  declined: 'declined',
  expired: 'no_answer_in_time',
  opted_out: 'opted_out',
  cancelled: 'cancelled_by_clinic',
  failed: 'text_not_delivered',
}

async function readFacts(ctx: Ctx, id: string) {
  return store(ctx).conversation.findUniqueOrThrow({
    where: { id },
    include: {
      clinic: true,
      agent_messages: { where: AT_WORK, take: 1, select: { id: true } },
      appointments: {
        where: { state: { in: ['booked', 'arrived', 'fulfilled', 'noshow'] } },
        orderBy: { updated_at: 'desc' },
        take: 1,
        include: { provider: true, service_type: true },
      },
    },
  })
}
type Facts = Awaited<ReturnType<typeof readFacts>>

function payloadOf(facts: Facts) {
  const [visit] = facts.appointments
  const about = { conversation_id: facts.external_id, conversation_status: facts.status }
  if (facts.status !== 'confirmed' || !visit)
    return { status: 'FAILED', failure_reason: FAILURE[facts.status] ?? 'failed', ...about }
  return {
    status: 'CONFIRMED',
    appointment_id: visit.id,
    ...about,
    appointment_details: {
      appointment_id: visit.id,
      clinic: facts.clinic.name,
      service_type: visit.service_type?.name ?? null,
      provider_id: visit.provider_id,
      provider: visit.provider.name,
      start_time: visit.starts_at.toISOString(),
      end_time: visit.ends_at.toISOString(),
      time_zone: facts.clinic.time_zone,
    },
  }
}

function wordsOf(facts: Facts): string {
  const [visit] = facts.appointments
  if (facts.status !== 'confirmed' || !visit)
    return `No appointment: ${(FAILURE[facts.status] ?? 'failed').replaceAll('_', ' ')}.`
  const when = formatSlotForText(visit.starts_at.getTime(), facts.clinic.time_zone)
  return `Booked at ${facts.clinic.name}: ${when}, ${visit.provider.name}. Appointment ${visit.id}.`
}

/** The patient's own words go to keys that may read conversations, and to no other. */
async function answerArtifact(ctx: Ctx, facts: Facts) {
  if (!ctx.actor.permissions.has('conversations:read')) return []
  const answer = await readAnswer(ctx, facts.id)
  return [resultOf('answer', 'check_sms_response', answer, JSON.stringify(answer))]
}

/**
 * How a task stands that waits for a patient: what it says while the conversation goes on, and its result once that is
 * settled. Null: nothing that has not been said.
 */
export async function followPatient(
  ctx: Ctx,
  conversationId: string,
  work: PatientChooses,
): Promise<Outcome | { look_at: Date } | null> {
  const facts = await readFacts(ctx, conversationId)
  const waiting = WAITING[facts.status]
  if (waiting) {
    if (waiting.said === work.said) return null
    return {
      state: 'input_required',
      say: waiting.say,
      artifacts: [],
      work: { ...work, said: waiting.said },
    }
  }
  const mayStillBeOffered = facts.status === 'declined' || facts.status === 'expired'
  if (mayStillBeOffered && facts.agent_messages.length > 0)
    return { look_at: new Date(ctx.now() + LOOK_AGAIN_MS) }
  const envelope = envelopeTo(ctx, {
    message_type: 'FINAL_APPOINTMENT_CONFIRMATION',
    correlation_id: work.correlation_id,
    in_reply_to: work.in_reply_to,
    payload: payloadOf(facts),
  })
  const isAnswered = facts.status === 'confirmed' || facts.status === 'declined'
  return {
    state: isAnswered ? 'completed' : 'failed',
    say: isAnswered
      ? 'The patient has answered; the result is in the artifact.'
      : 'It came to no appointment; the reason is in the artifact.',
    artifacts: [
      resultOf('result', 'FINAL_APPOINTMENT_CONFIRMATION', envelope, wordsOf(facts)),
      ...(await answerArtifact(ctx, facts)),
    ],
    work: null,
  }
}
