import { unauthenticated } from '#lib/core/authorize.ts'
import { actingAs, type Ctx } from '#lib/core/context.ts'
import { isOver } from '#lib/domain/agents/peer-task.ts'
import { type ErrorCode, isSwitchboardError, type SwitchboardError } from '#lib/domain/errors.ts'
import { errorFields, logger } from '#lib/logger.ts'
import { isKeyValid } from '#lib/services/api-key/is-valid.ts'
import {
  claimTask,
  releaseTask,
  retryTask,
  stepDelay,
  withTaskInHand,
} from '#lib/services/peer-task/claim.ts'
import { readActor } from '#lib/services/peer-task/owner.ts'
import type { OpenTask } from '#lib/services/peer-task/sealed.ts'
import { actOnMessage } from './act-on-message.ts'
import { applyOutcome, markWorking } from './apply.ts'
import { type Outcome, resultOf, workOf } from './skills/outcome.ts'
import { followPatient } from './skills/patient-chooses.ts'
import { offerLapsed } from './skills/peer-chooses.ts'

/** These pass, and a step may be tried again. */
const PASSING: readonly ErrorCode[] = ['unavailable', 'rate_limited']
/** What the peer asked for was refused before anything was begun. */
const REFUSED: readonly ErrorCode[] = ['invalid_input', 'forbidden', 'not_found', 'unauthenticated']

/** What a refusal does to the task: one that already has something to go on with goes on; else it is over. */
export function refusal(task: OpenTask, error: SwitchboardError): Outcome {
  const body = error.toBody()
  const artifacts = [resultOf('error', 'error', { error: body }, body.message)]
  if (task.work !== null)
    return { state: 'input_required', say: 'This was refused; the reason is in the artifact.', artifacts }
  const state = REFUSED.includes(error.code) ? 'rejected' : 'failed'
  return { state, say: 'This was refused; the reason is in the artifact.', artifacts }
}

/** Nothing new was said: how far is what the task waits for? Answers when to look again. */
async function lookAgain(ctx: Ctx, task: OpenTask): Promise<Date | null> {
  const work = workOf(task.work)
  if (work?.kind === 'peer_chooses') {
    const until = new Date(work.held_until)
    if (until.getTime() > ctx.now()) return until
    await applyOutcome(ctx, task, (tx) => offerLapsed(tx, work))
    return null
  }
  if (work?.kind !== 'patient_chooses' || task.conversation_id === null) return null
  const outcome = await followPatient(ctx, task.conversation_id, work)
  if (outcome === null) return null
  if (!('state' in outcome)) return outcome.look_at
  await applyOutcome(ctx, task, async () => outcome)
  return null
}

/** One step: the next message that was not acted upon, else a look at what the task waits for. */
async function step(ctx: Ctx, task: OpenTask): Promise<Date | null> {
  if (task.handled_count >= task.message_count) return lookAgain(ctx, task)
  await markWorking(ctx, task)
  try {
    if (!(await isKeyValid(ctx, ctx.actor)))
      throw unauthenticated('The key that this task was given with has been revoked or has expired.')
    return await actOnMessage(ctx, task)
  } catch (error) {
    if (!isSwitchboardError(error) || PASSING.includes(error.code)) throw error
    await applyOutcome(ctx, task, async () => refusal(task, error), task.handled_count + 1)
    return task.work === null ? null : lookAgain(ctx, task)
  }
}

/** A step that failed for good: the peer hears that, and no more. */
async function giveUp(ctx: Ctx, task: OpenTask): Promise<void> {
  const say = 'This could not be done. Please try again later.'
  await applyOutcome(ctx, task, async () => ({ state: 'failed', say, artifacts: [], work: null }))
}

/**
 * Takes a task of an outside agent one step further, as the agent that gave it. Runs as a job that may come twice or late:
 * the row says what is due, a step and its effects are one transaction, and the first end of a task wins.
 */
export async function runPeerTask(ctx: Ctx, id: string): Promise<void> {
  const task = await claimTask(ctx, id)
  if (task === null || isOver(task.state)) return
  const as = actingAs(ctx, readActor(task.actor))
  try {
    const at = await withTaskInHand(ctx, task, () => step(as, task))
    await releaseTask(ctx, task, at)
  } catch (error) {
    // Ended meanwhile, as by its peer: nothing of this step was kept.
    if (isSwitchboardError(error, 'illegal_state')) return void (await releaseTask(ctx, task, null))
    const delay = stepDelay(task)
    logger.error({ task: id, ...errorFields(error), isLast: delay === null }, 'a step of a peer task failed')
    if (delay === null) await giveUp(as, task)
    else await retryTask(ctx, task, delay)
  }
}
