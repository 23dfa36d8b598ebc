import type { TxCtx } from '#lib/core/context.ts'
import type { SmsGateway } from '#lib/domain/messaging/sms-gateway.ts'

const SECOND_MS = 1_000

/** What takes a place in a sender's line. */
interface Paced {
  segments: number | null
  is_answer: boolean
  kind: string
  /** The place that it was given before. */
  pace_slot_at: Date | null
}

/** Somebody waits for these; they do not stand behind a campaign. */
const isFirst = ({ is_answer, kind }: Paced) => is_answer || kind === 'staff' || kind === 'confirmation'

/**
 * When a text may leave by the pace of its sending number, in segments per second over all workers: each takes the next free
 * place and moves it on by what it costs. Answers have places of their own, which push the others back. A place that was
 * given stays. Null: the sender has no pace.
 */
export async function paceSlot(tx: TxCtx, gateway: SmsGateway, text: Paced): Promise<Date | null> {
  const perSecond = tx.config.segmentsPerSecond[gateway.provider]
  if (perSecond <= 0) return null
  if (text.pace_slot_at !== null) return text.pace_slot_at
  const sender = `${gateway.provider}:${gateway.sender}`
  const now = new Date(tx.now())
  const cost = Math.ceil(((text.segments ?? 1) / perSecond) * SECOND_MS)
  const first = isFirst(text)
  await tx.tx.smsSenderPace.createMany({
    data: [{ sender, free_at: now, answers_free_at: now }],
    skipDuplicates: true,
  })
  const [row] = first
    ? await tx.tx.$queryRaw<{ slot: Date }[]>`
        UPDATE sms_sender_pace SET
          answers_free_at = GREATEST(answers_free_at, ${now}) + ${cost} * interval '1 millisecond',
          free_at = GREATEST(free_at, ${now}) + ${cost} * interval '1 millisecond'
        WHERE sender = ${sender}
        RETURNING answers_free_at - ${cost} * interval '1 millisecond' AS slot`
    : await tx.tx.$queryRaw<{ slot: Date }[]>`
        UPDATE sms_sender_pace SET
          free_at = GREATEST(free_at, ${now}) + ${cost} * interval '1 millisecond',
          answers_free_at = CASE WHEN free_at <= ${now}
            THEN GREATEST(answers_free_at, ${now}) + ${cost} * interval '1 millisecond' ELSE answers_free_at END
        WHERE sender = ${sender}
        RETURNING free_at - ${cost} * interval '1 millisecond' AS slot`
  return row!.slot
}
