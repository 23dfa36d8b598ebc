import { type Ctx, nowDate, store } from '#lib/core/context.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { openOffersOnPhone } from '#lib/services/offer/prepare.ts'
import { simulateReply } from '#lib/services/sms/simulate.ts'
import { findConversation } from './find-conversation.ts'
import { type ConversationRow, readAnswer, readConversation } from './read-state.ts'
import { checkOutput, simulateInput } from './schema.ts'
import { defineTool } from './tool.ts'

/** How long the tool waits for the agents before it tells how things stand. */
export const SETTLE_LIMIT_MS = 5_000
const POLL_MS = 40

/**
 * The text that means this conversation's offer. Offers that are open on one phone never share a number, so a slot number
 * is turned into the number that stands in the text; a number that means another conversation's offer is refused.
 */
async function wordsFor(ctx: Ctx, conversation: ConversationRow, response: string): Promise<string> {
  const written = response.trim()
  if (!/^\d{1,2}$/.test(written)) return response
  const number = Number(written)
  const open = conversation.offers.find(({ state }) => state === 'open')
  const option = open?.options.find(({ slot_number }) => slot_number === number)
  if (option) return String(option.reply_number)
  const others = (await openOffersOnPhone(ctx, conversation.phone_index)).filter(({ id }) => id !== open?.id)
  if (!others.some(({ options }) => options.some(({ reply_number }) => reply_number === number)))
    return response
  const numbers = (open?.options ?? []).map(({ slot_number }) => String(slot_number))
  throw invalidInput(
    `On this phone ${number} means another conversation’s offer. This one has ${numbers.join(', ') || 'no open slots'}.`,
    'response',
    numbers,
  )
}

/** True while the answer is unread, or a message of the conversation, between agents or to the patient, is on its way. */
async function isPending(ctx: Ctx, conversationId: string, messageId: string): Promise<boolean> {
  const due_at = { lte: nowDate(ctx) }
  const [unread, agentMessage, text] = await Promise.all([
    store(ctx).smsMessage.findFirst({ where: { id: messageId, interpreted_at: null }, select: { id: true } }),
    store(ctx).agentMessage.findFirst({
      where: { conversation_id: conversationId, state: 'pending', to: { is_builtin: true }, due_at },
      select: { id: true },
    }),
    store(ctx).smsMessage.findFirst({
      where: {
        conversation_id: conversationId,
        direction: 'outbound',
        OR: [{ state: 'sending' }, { state: 'queued', due_at }],
      },
      select: { id: true },
    }),
  ])
  return unread !== null || agentMessage !== null || text !== null
}

async function settle(ctx: Ctx, conversationId: string, messageId: string): Promise<void> {
  const end = performance.now() + SETTLE_LIMIT_MS
  while (performance.now() < end && (await isPending(ctx, conversationId, messageId))) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

export const simulateUserSmsResponse = defineTool({
  name: 'simulate_user_sms_response',
  title: 'Simulate an answer',
  description:
    'Lets the patient of a conversation answer, for testing: a slot_number, NONE, or any words. Works on the mock gateway only, ' +
    `where no text leaves the machine. Waits up to ${SETTLE_LIMIT_MS / 1000} s for the agents, then answers like check_sms_response.`,
  input: simulateInput,
  output: checkOutput,
  permission: 'sms:simulate',
  hints: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  isOffered: ({ isMockGateway }) => isMockGateway,
  async run(ctx, input) {
    const id = await findConversation(ctx, input)
    const text = await wordsFor(ctx, await readConversation(ctx, id), input.response)
    const { message_id } = await simulateReply(ctx, {
      conversation_id: id,
      text,
      idempotency_key: input.idempotency_key,
    })
    await settle(ctx, id, message_id)
    return readAnswer(ctx, id)
  },
})
