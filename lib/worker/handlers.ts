import { deliverToAgent } from '#lib/agents/deliver.ts'
import { handleConversation, handleMessage } from '#lib/agents/handle.ts'
import { BUILTIN_HANDLERS } from '#lib/agents/registry.ts'
import type { RunningAgents } from '#lib/bus/handler.ts'
import { routeWaiting } from '#lib/bus/route.ts'
import type { Ctx } from '#lib/core/context.ts'
import type { JobKind } from '#lib/domain/jobs.ts'
import { pushPeerTask } from '#lib/protocols/a2a/push.ts'
import { runPeerTask } from '#lib/protocols/a2a/run-task.ts'
import { tendOpening } from '#lib/services/opening/tend.ts'
import { deliverSms } from '#lib/services/sms/deliver.ts'
import { interpretReply } from '#lib/services/sms/interpret.ts'

export type JobHandlers = Record<JobKind, (ctx: Ctx, key: string) => Promise<void>>

/** What each kind of wake-up leads to. The key names the row, and the row decides whether anything is to be done. */
export const jobHandlers = (agents: RunningAgents = BUILTIN_HANDLERS): JobHandlers => ({
  'sms.deliver': deliverSms,
  'sms.interpret': interpretReply,
  'opening.tend': async (ctx, key) => {
    await tendOpening(ctx, key)
  },
  'agent.handle': async (ctx, key) => {
    await handleConversation(ctx, key, agents)
  },
  'agent.act': async (ctx, key) => {
    await handleMessage(ctx, key, agents)
  },
  'agent.deliver': deliverToAgent,
  'agent.route': async (ctx) => {
    await routeWaiting(ctx)
  },
  'peer_task.run': runPeerTask,
  'peer_task.push': pushPeerTask,
})
