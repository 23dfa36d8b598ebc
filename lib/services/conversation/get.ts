import { found, requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, nowDate, store } from '#lib/core/context.ts'
import { nextStep } from '#lib/domain/messaging/conversation.ts'
import type { ConversationDetail } from '#lib/domain/messaging/schema.ts'
import { waitingForAgent } from '../agent/waiting.ts'
import { listPatientAppointments } from '../appointment/list.ts'
import { OFFER_INCLUDE, offerView } from '../offer/view.ts'
import { conversationActions } from './actions.ts'
import { conversationLine, LINE_INCLUDE, takenOverNames } from './line.ts'
import { readTimeline } from './timeline.ts'
import { wishOf } from './wish.ts'

const DAY_MS = 24 * 60 * 60_000
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The uuid of a conversation given by its uuid or, within the actor's clinics, by the id its creator chose. */
export async function resolveConversation(ctx: Ctx, reference: string): Promise<string> {
  const scope = ctx.actor.clinicIds === 'all' ? {} : { clinic_id: { in: [...ctx.actor.clinicIds] } }
  const row = await store(ctx).conversation.findFirst({
    where: {
      ...scope,
      ...(UUID.test(reference)
        ? { OR: [{ id: reference }, { external_id: reference }] }
        : { external_id: reference }),
    },
    orderBy: { last_message_at: 'desc' },
    select: { id: true, clinic_id: true },
  })
  return found(ctx, row, 'The conversation').id
}

/** How many texts of ours went to this phone, for the consent panel. */
function countTexts(ctx: Ctx, phoneIndex: string, days: number): Promise<number> {
  return ctx.db.smsMessage.count({
    where: {
      phone_index: phoneIndex,
      direction: 'outbound',
      state: { in: ['sending', 'sent', 'delivered', 'unknown'] },
      created_at: { gt: new Date(ctx.now() - days * DAY_MS) },
    },
  })
}

/** One conversation with everything its screen shows: thread, offer, visits, consent, and what may be done now. */
export async function getConversation(ctx: Ctx, id: string): Promise<ConversationDetail> {
  requirePermission(ctx, 'conversations:read')
  const row = found(
    ctx,
    await ctx.db.conversation.findUnique({ where: { id }, include: LINE_INCLUDE }),
    'The conversation',
  )
  const { patient } = row
  const [names, timeline, offers, appointments, optOut, today, week, waiting, preferred, wish] =
    await Promise.all([
      takenOverNames(ctx, [row]),
      readTimeline(ctx, id, row.clinic.time_zone),
      ctx.db.offer.findMany({
        where: { conversation_id: id },
        include: OFFER_INCLUDE,
        orderBy: { id: 'desc' },
        take: 1,
      }),
      listPatientAppointments(ctx, patient.id),
      ctx.db.optOut.findUnique({ where: { phone_index: row.phone_index } }),
      countTexts(ctx, row.phone_index, 1),
      countTexts(ctx, row.phone_index, 7),
      waitingForAgent(ctx, [id]),
      patient.preferred_provider_id
        ? ctx.db.provider.findUnique({
            where: { id: patient.preferred_provider_id },
            select: { id: true, name: true },
          })
        : null,
      wishOf(ctx, id, row.clinic.time_zone),
    ])
  const [offer] = offers
  const now = nowDate(ctx).toISOString()
  const isOptedOut = optOut !== null && optOut.opted_in_at === null
  return {
    ...conversationLine(ctx, row, names),
    version: row.version,
    created_at: row.created_at.toISOString(),
    next_step: nextStep(row.status, { is_finding_times: row.agent_messages.length > 0 }),
    patient_since: patient.created_at.toISOString(),
    preferred_provider: preferred,
    preferred_time_of_day: patient.preferred_time_of_day,
    wish,
    consent: {
      is_opted_out: isOptedOut,
      opted_out_at: isOptedOut ? optOut.opted_out_at.toISOString() : null,
      source: isOptedOut ? optOut.source : null,
      texts_today: today,
      texts_this_week: week,
    },
    offer: offer ? offerView(offer) : null,
    upcoming: appointments.filter(
      (each) => each.ends_at > now && (each.state === 'booked' || each.state === 'arrived'),
    ),
    waiting_for_agent: waiting.get(id) ?? null,
    actions: conversationActions({
      is_opted_out: isOptedOut,
      is_taken_over: row.taken_over_by !== null,
      is_taken_by_me: row.taken_over_by !== null && row.taken_over_by === ctx.actor.id,
      has_open_offer: offer?.state === 'open',
      is_closed: row.closed_at !== null,
      is_mock_gateway: ctx.config.isMockGateway,
      has_service: row.service_type_id !== null,
      is_agent_at_work: row.agent_messages.length > 0,
    }),
    timeline,
  }
}
