import { record } from '#lib/core/audit.ts'
import { found } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { SwitchboardError } from '#lib/domain/errors.ts'
import { type SimulateReplyInput, simulateReplyInput } from '#lib/domain/messaging/schema.ts'
import { phoneOf } from '../patient/view.ts'
import { receiveSms } from './receive.ts'

/**
 * Receives a text as if the patient had sent it: the same row and the same job as a webhook. Only on the mock gateway,
 * where nothing leaves this machine; throws `forbidden` on a carrier.
 */
export async function simulateReply(ctx: Ctx, input: SimulateReplyInput): Promise<{ message_id: string }> {
  const parsed = parseInput(simulateReplyInput, input)
  const mutation = {
    name: 'text.simulate',
    permission: 'sms:simulate',
    idempotencyKey: parsed.idempotency_key,
    input: parsed,
  } as const
  return mutate(ctx, mutation, async (tx) => {
    if (!tx.config.isMockGateway) {
      throw new SwitchboardError(
        'forbidden',
        'Replies can be simulated only on the mock gateway; this installation texts for real.',
      )
    }
    const row = await tx.tx.conversation.findUnique({
      where: { id: parsed.conversation_id },
      include: { patient: true },
    })
    const conversation = found(tx, row, 'The conversation')
    const received = await receiveSms(tx, {
      provider: 'mock',
      provider_message_id: `simulated-${tx.newId()}`,
      from: phoneOf(tx, conversation.patient),
      body: parsed.text,
      raw: JSON.stringify({ simulated: true }),
    })
    await record(tx, {
      action: 'text.simulated',
      subject: { kind: 'sms_message', id: received.id },
      clinicId: conversation.clinic_id,
      conversationId: conversation.id,
      patientId: conversation.patient_id,
    })
    return { message_id: received.id }
  })
}
