import type { Ctx } from '#lib/core/context.ts'
import { a2aFixtures } from '#lib/protocols/a2a/fixtures.ts'
import { askRequestModel } from '#lib/services/peer-task/ask-model.ts'
import type { OpenTask } from '#lib/services/peer-task/sealed.ts'
import { applyOutcome } from './apply.ts'
import { callTool, findTool, isWrite } from './skills/call-tool.ts'
import { requestOfModel } from './skills/model-request.ts'
import { type Outcome, resultOf, type Work, workOf } from './skills/outcome.ts'
import { perform } from './skills/perform.ts'
import { readRequest, wordsOf } from './skills/read-request.ts'
import type { PeerRequest } from './skills/request.ts'
import { NOT_UNDERSTOOD, UNDERSTOOD } from './skills/words.ts'
import type { MessageJson, TaskJson } from './task-json.ts'

/** The peer's message whose turn it is. */
function nextMessage(task: OpenTask): MessageJson {
  const { history } = task.task as unknown as TaskJson
  const message = history.filter(({ role }) => role === 'ROLE_USER')[task.handled_count]
  if (!message) throw new Error('A task counts a message that it does not have.')
  return message
}

/** One that already has something to go on with goes on waiting for that. */
const notUnderstood = (task: OpenTask): Outcome => ({
  state: task.work === null ? 'rejected' : 'input_required',
  say: NOT_UNDERSTOOD,
  artifacts: [resultOf('help', 'What is understood', { understood: UNDERSTOOD.split('\n') }, UNDERSTOOD)],
})

/** A tool that only reads, or that waits, is called before the transaction that stores its result. */
async function runTool(ctx: Ctx, task: OpenTask, request: PeerRequest, handled: number): Promise<Outcome> {
  const key = `a2a:${task.id}:${handled}`
  if (isWrite(findTool(request.name)))
    return applyOutcome(ctx, task, (tx) => callTool(tx, request, key), handled)
  const outcome = await callTool(ctx, request, key)
  return applyOutcome(ctx, task, async () => outcome, handled)
}

/** By the rules first; words that they do not know go to the model, where one is configured. */
async function understand(ctx: Ctx, message: MessageJson, work: Work | null): Promise<PeerRequest | null> {
  const request = readRequest(message, work)
  if (request !== null) return request
  const hasOffer = work?.kind === 'peer_chooses'
  const read = await askRequestModel(ctx, { text: wordsOf(message), hasOffer })
  return read && requestOfModel(read)
}

/** Acts on the next message of a task. Answers when to look again although nothing happens. */
export async function actOnMessage(ctx: Ctx, task: OpenTask): Promise<Date | null> {
  const message = nextMessage(task)
  const handled = task.handled_count + 1
  const fixture = await a2aFixtures.act(ctx, task, message)
  if (fixture !== null) return fixture.look_at
  const work = workOf(task.work)
  const request = await understand(ctx, message, work)
  const outcome =
    request === null
      ? await applyOutcome(ctx, task, async () => notUnderstood(task), handled)
      : request.kind === 'tool'
        ? await runTool(ctx, task, request, handled)
        : await applyOutcome(ctx, task, (tx) => perform(tx, request, work), handled)
  return outcome.look_at ?? null
}
