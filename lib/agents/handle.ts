import { actOnMessage } from '#lib/bus/act.ts'
import { type HandleOutcome, handleNext } from '#lib/bus/handle.ts'
import type { RunningAgents } from '#lib/bus/handler.ts'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { askStaff } from '#lib/services/conversation/ask-staff.ts'
import { BUILTIN_HANDLERS } from './registry.ts'

/** A patient waits behind every dead letter, so a person takes over and the patient is told. */
const onDeadLetter = (tx: TxCtx, letter: { conversation_id: string }) =>
  askStaff(tx, { conversation_id: letter.conversation_id, reason: 'agent_failed', tells_patient: true })

/**
 * Lets the built-in agents handle the oldest message of a conversation, once, in one transaction. `agents` are those
 * that run here; a message to another one stays pending.
 */
export const handleConversation = (
  ctx: Ctx,
  conversationId: string,
  agents: RunningAgents = BUILTIN_HANDLERS,
): Promise<HandleOutcome> => handleNext(ctx, conversationId, { agents, onDeadLetter })

/** Lets a built-in agent act on a message that belongs to none of our conversations. */
export const handleMessage = (
  ctx: Ctx,
  messageId: string,
  agents: RunningAgents = BUILTIN_HANDLERS,
): Promise<HandleOutcome> => actOnMessage(ctx, messageId, { agents, onDeadLetter })
