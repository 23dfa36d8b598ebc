import type { Message } from '@a2a-js/sdk'
import type { Ctx } from '#lib/core/context.ts'
import type { OpenTask } from '#lib/services/peer-task/sealed.ts'
import type { MessageJson } from './task-json.ts'

/** What a conformance kit wants of an agent, whatever the agent is for. */
export interface A2aFixtures {
  /** The answer to a message that makes no task; null for every other message. */
  directAnswer(message: Message | undefined): Message | null
  /** What makes a message that the kit sends again under the same id another one; empty for every other message. */
  saltOf(message: MessageJson): string
  /** Plays what the kit asks for, and says when to look again; null for a message that is none of the kit's. */
  act(ctx: Ctx, task: OpenTask, message: MessageJson): Promise<{ look_at: Date | null } | null>
}
