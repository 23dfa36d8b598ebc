import { record } from '#lib/core/audit.ts'
import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { HEARTBEAT_LOST_AFTER_MS, isAgentStale } from '#lib/domain/agents/heartbeat.ts'
import { forbidden } from '#lib/domain/errors.ts'
import { type AdvanceClockInput, type AdvancedClock, advanceClockInput } from '#lib/domain/staff/schema.ts'
import { logger } from '#lib/logger.ts'
import { selectDueWork } from './due-work.ts'

const MINUTE_MS = 60_000
const POLL_MS = 25
/** A process that hangs must not hang the simulator. */
const MAX_WAIT_MS = 10_000

async function moveOffset(ctx: Ctx, milliseconds: number): Promise<number> {
  return mutate(ctx, { name: 'clock.advance', permission: 'sms:simulate' }, async (tx) => {
    if (!tx.config.isMockGateway) {
      throw forbidden('The clock can be moved only on the mock gateway; this installation texts for real.')
    }
    const installation = await tx.tx.installation.update({
      where: { id: 1 },
      data: { clock_offset_ms: { increment: milliseconds } },
      select: { clock_offset_ms: true },
    })
    await record(tx, {
      action: 'clock.advanced',
      subject: { kind: 'installation', id: '1' },
      detail: { milliseconds },
    })
    tx.outgoing.events.push({ type: 'clock.changed', id: '1', clinic_id: null })
    return Number(installation.clock_offset_ms)
  })
}

/** The processes that gave a sign of life lately. */
const liveProcesses = (ctx: Ctx) =>
  ctx.db.workerHeartbeat.findMany({
    where: { beat_at: { gt: new Date(ctx.systemNow() - HEARTBEAT_LOST_AFTER_MS) } },
  })

async function everyProcessHas(ctx: Ctx, offset: number): Promise<boolean> {
  return (await liveProcesses(ctx)).every((process) => Number(process.clock_offset_ms) >= offset)
}

/** True when nothing that has come due still waits for a running worker, and no text is on its way out. */
async function isSettled(ctx: Ctx): Promise<boolean> {
  const processes = await liveProcesses(ctx)
  if (!processes.some((process) => process.role !== 'web')) return true
  const builtin = await ctx.db.agent.findMany({ where: { is_builtin: true } })
  const agents = builtin.filter((agent) => !isAgentStale(agent, ctx.systemNow())).map(({ name }) => name)
  const due = await selectDueWork(ctx, { agents, graceMs: 0, limit: 1 })
  if (due.length > 0) return false
  const offers = await ctx.db.offer.count({
    where: { state: 'open', expires_at: { lte: new Date(ctx.now()) } },
  })
  const openings = await ctx.db.opening.count({
    where: { state: 'open', next_wave_at: { lte: new Date(ctx.now()) } },
  })
  const sending = await ctx.db.smsMessage.count({ where: { state: 'sending' } })
  return offers === 0 && openings === 0 && sending === 0
}

async function waitUntil(what: string, isTrue: () => Promise<boolean>): Promise<boolean> {
  const end = performance.now() + MAX_WAIT_MS
  while (!(await isTrue())) {
    if (performance.now() > end) {
      logger.warn({ what }, 'the clock was moved, and not everything followed in time')
      return false
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  return true
}

/**
 * Moves the domain clock forward for every process and waits until each has it and the workers have done what came due.
 * Only on the mock gateway; throws `forbidden` on a carrier. The offset survives restarts and never goes back.
 */
export async function advanceClock(ctx: Ctx, input: AdvanceClockInput): Promise<AdvancedClock> {
  const { minutes } = parseInput(advanceClockInput, input)
  const offset = await moveOffset(ctx, minutes * MINUTE_MS)
  const moved: Ctx = { ...ctx, now: () => ctx.systemNow() + offset }
  const isEverywhere = await waitUntil('offset', () => everyProcessHas(moved, offset))
  const isDone = await waitUntil('due work', () => isSettled(moved))
  return {
    now: new Date(moved.now()).toISOString(),
    clock_offset_ms: offset,
    is_settled: isEverywhere && isDone,
  }
}
