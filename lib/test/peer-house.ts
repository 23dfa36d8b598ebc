import { TaskState } from '@a2a-js/sdk'
import { expect } from 'vitest'
import { logger } from '#lib/logger.ts'
import { phoneOf } from '#lib/services/patient/view.ts'
import { simulateReply } from '#lib/services/sms/simulate.ts'
import { type TestCtx, testCtx } from './context.ts'
import { drain } from './drain.ts'
import { makeFrontDesk } from './factories.ts'
import { openTestDatabase } from './open-database.ts'
import { clinicPeer } from './peer-call.ts'

/** A database for clinics with a peer that speaks A2A, and what the tests do and read there. */
export function openPeerHouse() {
  logger.level = 'silent'
  const { db } = openTestDatabase()

  async function start(scopes?: string[]) {
    const ctx = testCtx(db())
    const desk = await makeFrontDesk(ctx)
    const peer = await clinicPeer(ctx, desk.clinic.id, scopes)
    return { ctx, desk, peer, phone_number: phoneOf(ctx, desk.patient) }
  }
  type House = Awaited<ReturnType<typeof start>>

  /** A task in which the patient was texted, and the conversation that it follows. */
  async function textPatient({ ctx, peer, phone_number }: House, fields: object = {}) {
    const task = await peer.say('REQUEST_APPOINTMENT', { contact: 'sms', phone_number, ...fields })
    expect(task.status?.state).toBe(TaskState.TASK_STATE_INPUT_REQUIRED)
    await drain(ctx)
    const { conversation_id } = await db().peerTask.findUniqueOrThrow({ where: { id: task.id } })
    return { task, conversationId: conversation_id as string }
  }

  async function reply(ctx: TestCtx, conversation_id: string, text: string) {
    ctx.advance(60_000)
    await simulateReply(ctx, { conversation_id, text })
    await drain(ctx)
  }

  const held = (house: House) =>
    db().appointment.count({ where: { clinic_id: house.desk.clinic.id, state: 'held' } })
  const booked = (house: House) =>
    db().appointment.findMany({ where: { clinic_id: house.desk.clinic.id, state: 'booked' } })
  return { db, start, textPatient, reply, held, booked }
}
