import { actOnMessage } from '#lib/bus/act.ts'
import { type HandleOutcome, handleNext } from '#lib/bus/handle.ts'
import type { RunningAgents } from '#lib/bus/handler.ts'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { askStaff } from '#lib/services/conversation/ask-staff.ts'
import { BUILTIN_HANDLERS } from './registry.ts'

/** What we would have told the patient unasked: nobody waits for it, and a text about it would come out of nowhere. */
const UNASKED: ReadonlySet<string> = new Set(['PROACTIVE_SUGGESTION', 'NOTIFY_APPOINTMENT_CHANGE'])

/** Behind every other dead letter a patient waits, so a person takes over and the patient is told. */
const onDeadLetter = (tx: TxCtx, letter: { conversation_id: string; message_type?: string }) =>
  askStaff(tx, {
    conversation_id: letter.conversation_id,
    reason: 'agent_failed',
    tells_patient: !UNASKED.has(letter.message_type ?? ''),
  })

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
