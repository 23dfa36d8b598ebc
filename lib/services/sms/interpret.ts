import { patientActor, SYSTEM } from '#lib/core/actors.ts'
import { actingAs, type Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { lockConversation, lockPhone } from '../conversation/lock.ts'
import { rememberLanguage } from '../patient/remember-language.ts'
import { actOnReading } from './act-on-reading.ts'
import { type InboundRow, oldestUnread } from './inbound.ts'
import { type PhoneView, readPhone, viewOf } from './phone-view.ts'
import { readText, type TextReading } from './read-text.ts'
import { closeQuestion } from './reply-question.ts'
import { threadFor } from './thread-for.ts'

/** How often a text is read anew because the offers changed while it was being read. */
const MAX_READINGS = 5

/**
 * Stores the decision and acts on it, if nothing that the reading rests on has changed since. False: read again.
 */
async function settle(
  ctx: Ctx,
  message: InboundRow,
  view: PhoneView,
  reading: TextReading,
): Promise<boolean> {
  return mutate(ctx, { name: 'text.interpret', permission: null }, async (tx) => {
    await lockPhone(tx, message.phone_index)
    const unread = await tx.tx.smsMessage.findFirst({
      where: { id: message.id, interpreted_at: null },
      select: { id: true },
    })
    if (!unread) return true
    const now = await readPhone(tx, message.phone_index)
    if (now.fingerprint !== view.fingerprint) return false
    const { answers_question } = reading
    if (answers_question !== null) await closeQuestion(tx, answers_question.question_id)
    const seen = answers_question === null ? now : viewOf(now, answers_question.patient_id)
    const found = await threadFor(tx, message, seen, reading)
    const conversation = await lockConversation(tx, found.conversation_id)
    const patient = actingAs(tx, patientActor(conversation.patient_id))
    if (reading.language !== null && reading.language !== conversation.patient.language) {
      await rememberLanguage(patient, { patient_id: conversation.patient_id, language: reading.language })
      conversation.patient.language = reading.language
    }
    await actOnReading(patient, {
      message,
      conversation,
      view: seen,
      reading,
      is_new_sender: found.is_new_sender,
    })
    return true
  })
}

/**
 * Reads a stored text against the offers of its phone and acts on it: once, in order, and never with the network inside
 * a transaction. Older unread texts of the phone are read first. Runs twice or late without harm.
 */
export async function interpretReply(ctx: Ctx, id: string): Promise<void> {
  const asked = await ctx.db.smsMessage.findUnique({
    where: { id },
    select: { phone_index: true, interpreted_at: true },
  })
  if (!asked || asked.interpreted_at) return
  const system = actingAs(ctx, SYSTEM)
  for (let tries = 0; tries < MAX_READINGS; ) {
    const message = await oldestUnread(ctx, asked.phone_index)
    if (!message) return
    const view = await readPhone(ctx, message.phone_index)
    const reading = await readText(ctx, message, view)
    if (await settle(system, message, view, reading)) {
      if (message.id === id) return
      tries = 0
    } else {
      tries += 1
    }
  }
  throw new Error('The offers of this phone kept changing while its text was read; the sweeper tries again.')
}
