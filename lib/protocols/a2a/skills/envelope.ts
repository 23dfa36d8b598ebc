import type { Ctx } from '#lib/core/context.ts'
import { type Envelope, toEnvelope } from '#lib/domain/agents/envelope.ts'

/** Who speaks for Switchboard in the flow of the A2A design. */
const SPEAKER = 'scheduling-agent'

interface Answer {
  message_type: string
  payload: Record<string, unknown>
  correlation_id: string | null
  in_reply_to: string | null
}

/** A message of the A2A communication design, section 4, to the peer. */
export const envelopeTo = (ctx: Ctx, answer: Answer): Envelope =>
  toEnvelope({
    id: ctx.newId(),
    correlation_id: answer.correlation_id,
    in_reply_to: answer.in_reply_to,
    created_at: new Date(ctx.now()),
    from: { name: SPEAKER },
    to: { name: ctx.actor.name },
    message_type: answer.message_type,
    content: answer.payload as Envelope['payload'],
  })
