import type { AgentHandlers } from '#lib/bus/handler.ts'
import { type NewAgentMessage, publishAgentMessage } from '#lib/bus/publish.ts'
import { record } from '#lib/core/audit.ts'
import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { Db } from '#lib/db/client.ts'
import { makeFrontDesk } from './factories.ts'

/** A conversation without any text, at a front desk of its own. */
export async function makeConversation(ctx: Ctx) {
  const desk = await makeFrontDesk(ctx)
  const id = ctx.newId()
  const now = new Date(ctx.now())
  const conversation = await ctx.db.conversation.create({
    data: {
      id,
      external_id: id,
      clinic_id: desk.clinic.id,
      patient_id: desk.patient.id,
      phone_index: desk.patient.phone_index,
      service_type_id: desk.service.id,
      status: 'awaiting_response',
      last_message_at: now,
      created_at: now,
      updated_at: now,
    },
  })
  return { ...desk, conversation }
}

/** Publishes a REQUEST_APPOINTMENT to the scheduling agent: the plainest message there is. */
export function publishRequest(
  ctx: Ctx,
  conversation: { id: string; clinic_id: string },
  fields: Partial<NewAgentMessage<'REQUEST_APPOINTMENT'>> = {},
): Promise<{ id: string }> {
  return mutate(ctx, { name: 'test.publish', permission: null }, (tx) =>
    publishAgentMessage(tx, {
      from: 'user-agent',
      to: 'scheduling-agent',
      message_type: 'REQUEST_APPOINTMENT',
      content: { reason: 'requested' },
      conversation_id: conversation.id,
      clinic_id: conversation.clinic_id,
      ...fields,
    }),
  )
}

type Request = NonNullable<AgentHandlers['REQUEST_APPOINTMENT']>

/** A scheduling agent whose one handler is the test's, and what staff were asked. */
export function agentThat(handler: Request) {
  const asked: { conversation_id: string; reason: string }[] = []
  return {
    asked,
    agents: { 'scheduling-agent': { REQUEST_APPOINTMENT: handler } },
    onDeadLetter: async (_tx: unknown, letter: { conversation_id: string; reason: string }) => {
      asked.push(letter)
    },
  }
}

/** A handler that leaves a trace, which a roll-back would take away. */
export const leaveTrace: Request = (tx, message) =>
  record(tx, { action: 'test.handled', subject: { kind: 'agent_message', id: message.id } })

/** The traces of these messages, in the order in which they were handled. */
export const tracesOf = (db: Db, messageIds: string[]) =>
  db.auditEvent.findMany({
    where: { action: 'test.handled', subject_id: { in: messageIds } },
    orderBy: { sequence: 'asc' },
  })
