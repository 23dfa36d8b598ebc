import type { Ctx } from '#lib/core/context.ts'
import { store } from '#lib/core/context.ts'
import { MAX_SMS_CHARACTERS } from '#lib/domain/messaging/schema.ts'
import { errorFields, logger } from '#lib/logger.ts'

/** A text as a verified carrier, or the simulator, delivered it. */
export interface InboundText {
  provider: string
  provider_message_id: string
  /** E.164. */
  from: string
  body: string
  /** Everything the carrier sent, for the record. */
  raw: string
  media_count?: number
  /** STOP, START or HELP, when the carrier knew the word itself and has answered it. */
  opt_out_type?: string | null
  /** The webhook missed it; it comes from the carrier's list. */
  is_repair?: boolean
  /** When the carrier took it from the patient, epoch ms; the carrier's order counts, not ours. */
  received_at?: number
}

/**
 * Stores a patient's text before the carrier is answered: message and audit event in one statement, unique by the
 * carrier's id, under the phone's lock. A repeated delivery changes nothing. An unknown number goes to the clinic that
 * last texted it, else to the default one. Interpretation is a job of its own; losing its wake-up loses nothing.
 */
export async function receiveSms(ctx: Ctx, inbound: InboundText): Promise<{ id: string; is_new: boolean }> {
  const id = ctx.newId()
  const auditId = ctx.newId()
  const now = new Date(ctx.now())
  const receivedAt = new Date(Math.min(inbound.received_at ?? ctx.now(), ctx.now()))
  const repairedAt = inbound.is_repair ? new Date(ctx.systemNow()) : null
  const mediaCount = inbound.media_count ?? 0
  const phoneIndex = ctx.sealer.phoneIndex(inbound.from)
  const seal = (column: string, text: string) => ctx.sealer.seal({ table: 'sms_message', column, id }, text)
  const body = seal('body_sealed', inbound.body.slice(0, MAX_SMS_CHARACTERS))
  const detail = JSON.stringify({
    provider: inbound.provider,
    media_count: mediaCount,
    ...(inbound.is_repair ? { is_repair: true } : {}),
  })
  const stored = await store(ctx).$queryRaw<{ id: string }[]>`
    WITH phone_lock AS MATERIALIZED (
      SELECT pg_advisory_xact_lock(hashtextextended(${`phone:${phoneIndex}`}, 0))
    ), new_message AS (
      INSERT INTO sms_message (id, clinic_id, direction, kind, state, phone_index, phone_sealed, body_sealed, raw_sealed,
                               media_count, opt_out_type, provider, provider_message_id, attempt, received_at, repaired_at,
                               created_at, updated_at)
      SELECT ${id}::uuid, home.clinic_id, 'inbound', 'reply', 'received', ${phoneIndex},
             ${seal('phone_sealed', inbound.from)}, ${body}, ${seal('raw_sealed', inbound.raw)},
             ${mediaCount}, ${inbound.opt_out_type ?? null}, ${inbound.provider}, ${inbound.provider_message_id}, 0,
             ${receivedAt}, ${repairedAt}, ${now}, ${now}
      FROM phone_lock, LATERAL (
        SELECT COALESCE(
          (SELECT clinic_id FROM conversation WHERE phone_index = ${phoneIndex} ORDER BY last_message_at DESC LIMIT 1),
          (SELECT clinic_id FROM patient WHERE phone_index = ${phoneIndex} ORDER BY created_at DESC LIMIT 1),
          (SELECT clinic.id FROM clinic ORDER BY is_default DESC, created_at LIMIT 1)
        ) AS clinic_id
      ) AS home
      ON CONFLICT (provider, provider_message_id) DO NOTHING
      RETURNING id, clinic_id
    ), new_event AS (
      INSERT INTO audit_event (id, clinic_id, occurred_at, actor_kind, actor_id, actor_name, action, is_denied,
                               subject_kind, subject_id, detail)
      SELECT ${auditId}::uuid, clinic_id, ${now}, ${ctx.actor.kind}, ${ctx.actor.id}, ${ctx.actor.name}, 'text.received', false,
             'sms_message', id::text, ${detail}::jsonb
      FROM new_message
    )
    SELECT id::text AS id FROM new_message`
  if (stored.length === 0) return { id: await knownId(ctx, inbound), is_new: false }
  await wakeInterpretation(ctx, id)
  return { id, is_new: true }
}

async function knownId(ctx: Ctx, inbound: InboundText): Promise<string> {
  const { provider, provider_message_id } = inbound
  const row = await store(ctx).smsMessage.findUniqueOrThrow({
    where: { provider_provider_message_id: { provider, provider_message_id } },
    select: { id: true },
  })
  return row.id
}

/** The row is the truth and the sweeper finds it, so a queue that is down must not turn a stored text into an error. */
async function wakeInterpretation(ctx: Ctx, id: string): Promise<void> {
  const wake = { kind: 'sms.interpret', key: id } as const
  if (ctx.tx && ctx.outgoing) {
    ctx.outgoing.wakes.push(wake)
    return
  }
  try {
    await ctx.queue.wake([wake])
  } catch (error) {
    logger.warn(
      { ...errorFields(error), sms_message_id: id },
      'queue did not take the wake-up; the sweeper will',
    )
  }
}
