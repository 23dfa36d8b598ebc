import type { Ctx } from '#lib/core/context.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { OUTSIDE_FAILURES } from '#lib/domain/agents/outside-endpoint.ts'

const STATES = ['pending', 'delivered', 'processed', 'failed', 'expired'] as const
const TYPES = ['REQUEST_BOOKING', 'task', 'response', 'a type that nobody listed'] as const
const FAILED_TRIES = [
  { status: 'timeout', response_code: null, error: OUTSIDE_FAILURES.timeout },
  { status: 'failed', response_code: 503, error: 'The endpoint answered 503.' },
  { status: 'failed', response_code: null, error: OUTSIDE_FAILURES.refused },
  { status: 'failed', response_code: null, error: 'Maria Jones could not be booked.' },
  { status: 'sending', response_code: null, error: null },
] as const

/** The same numbers for the same seed, in [0, 1): mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

interface History {
  agentIds: readonly string[]
  clinicIds: readonly (string | null)[]
  count: number
  /** How far back the oldest message may be, in ms. */
  spanMs: number
  seed: number
}

/** Writes a bus that has been at work: messages of every state, age and receiver, with the tries that led there. */
export async function makeBusHistory(ctx: Ctx, { agentIds, clinicIds, count, spanMs, seed }: History) {
  const random = randomFrom(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!
  const messages: Prisma.AgentMessageCreateManyInput[] = []
  const attempts: Prisma.DeliveryAttemptCreateManyInput[] = []
  for (let index = 0; index < count; index += 1) {
    const id = ctx.newId()
    const state = pick(STATES)
    const created = ctx.now() - Math.floor(random() * spanMs)
    // Squared: most are quick, some take hours; none ends in the future.
    const took = Math.min(Math.floor(random() ** 6 * 7_200_000), ctx.now() - created)
    const end = new Date(created + took)
    const isDelivered =
      state === 'delivered' || state === 'processed' || (state === 'failed' && random() < 0.2)
    // One that a polling agent has claimed still waits; one that was received may fail later.
    const isClaimed = state === 'pending' && random() < 0.3
    const received = new Date(created + (state === 'failed' ? Math.floor(took / 2) : took))
    const failures = state === 'pending' || state === 'processed' ? pick([0, 0, 0, 1, 2]) : pick([0, 1, 3])
    messages.push({
      id,
      clinic_id: pick(clinicIds),
      from_agent_id: pick(agentIds),
      to_agent_id: state === 'pending' && random() < 0.1 ? null : pick(agentIds),
      message_type: pick(TYPES),
      priority: 5,
      content_sealed: 'never opened here',
      state,
      due_at: new Date(created),
      attempt: failures + (isDelivered ? 1 : 0),
      delivered_at: isDelivered || isClaimed ? received : null,
      processed_at: state === 'processed' ? end : null,
      failed_at: state === 'failed' ? end : null,
      created_at: new Date(created),
      updated_at: end,
    })
    for (let attempt = 1; attempt <= failures; attempt += 1) {
      attempts.push({
        id: ctx.newId(),
        agent_message_id: id,
        attempt,
        attempted_at: new Date(created + Math.floor((took * attempt) / (failures + 1))),
        ...pick(FAILED_TRIES),
      })
    }
    if (isDelivered) {
      const success = { status: 'success', duration_ms: 12, attempted_at: received }
      attempts.push({ id: ctx.newId(), agent_message_id: id, attempt: failures + 1, ...success })
    }
  }
  await ctx.db.agentMessage.createMany({ data: messages })
  await ctx.db.deliveryAttempt.createMany({ data: attempts })
}
