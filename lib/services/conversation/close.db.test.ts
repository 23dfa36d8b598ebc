import { beforeEach, describe, expect, it } from 'vitest'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { type Desk, makeDesk, offerThree, textFrom } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { keyOf } from '#lib/test/outsiders.ts'
import { auditOf, refusal } from '#lib/test/scheduling.ts'
import { closeConversation } from './close.ts'
import { takeOver } from './take-over.ts'

const { db } = openTestDatabase()
let desk: Desk
let sent: Awaited<ReturnType<typeof offerThree>>
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
  sent = await offerThree(desk)
})

const conversation = () => db().conversation.findUniqueOrThrow({ where: { id: sent.conversation.id } })
const appointments = (state: 'held' | 'booked') =>
  db().appointment.count({ where: { conversation_id: sent.conversation.id, state } })
const close = (reason?: string) =>
  closeConversation(desk.clerk, { conversation_id: sent.conversation.id, reason })

describe('closeConversation', () => {
  it('cancels the open offer, releases its holds, stops its text and keeps the reason sealed', async () => {
    await close('Patient came to the desk')
    expect(await db().offer.findUnique({ where: { id: sent.offer.id } })).toMatchObject({
      state: 'cancelled',
    })
    expect(await appointments('held')).toBe(0)
    expect(await db().smsMessage.findUnique({ where: { id: sent.message_id } })).toMatchObject({
      state: 'cancelled',
      error_code: 'offer_closed',
    })
    const event = await auditOf(db(), 'conversation.closed', sent.conversation.id)
    expect(event.note_sealed).not.toContain('desk')
    const at = { table: 'audit_event', column: 'note_sealed', id: event.id }
    expect(desk.ctx.sealer.open(at, event.note_sealed!)).toBe('Patient came to the desk')
    await auditOf(db(), 'offer.cancelled', sent.offer.id)
  })

  it('takes the conversation off the staff list and ends a take-over', async () => {
    await drain(desk.ctx)
    await takeOver(desk.clerk, { conversation_id: sent.conversation.id })
    await textFrom(desk, 'call me')
    await drain(desk.ctx)
    expect((await conversation()).needs_staff_reason).not.toBeNull()
    await close()
    expect(await conversation()).toMatchObject({
      needs_staff_reason: null,
      taken_over_by: null,
      status: 'cancelled',
      closed_at: new Date(desk.ctx.now()),
    })
  })

  it('keeps a booked visit', async () => {
    await drain(desk.ctx)
    await textFrom(desk, '1')
    await drain(desk.ctx)
    await close()
    expect(await appointments('booked')).toBe(1)
    expect((await conversation()).status).toBe('confirmed')
  })

  it('is refused for one that is closed already', async () => {
    await close()
    await refusal(close(), 'illegal_state')
    await auditOf(db(), 'conversation.closed', sent.conversation.id)
  })

  it('is undone by the next text of the patient, whose answer to the old offer brings fresh times', async () => {
    await drain(desk.ctx)
    await close()
    desk.ctx.advance(60_000)
    await textFrom(desk, '2')
    await drain(desk.ctx)
    expect(await appointments('booked')).toBe(0)
    expect(await conversation()).toMatchObject({ closed_at: null, status: 'awaiting_response', round: 2 })
  })

  it('is refused to a key while a person is asked for, who would not see it any more', async () => {
    await drain(desk.ctx)
    await textFrom(desk, 'call me')
    await drain(desk.ctx)
    const asKey = closeConversation(keyOf(desk), { conversation_id: sent.conversation.id })
    await refusal(asKey, 'staff_has_it')
    expect(await conversation()).toMatchObject({ closed_at: null, status: 'needs_staff' })
    await close()
    expect((await conversation()).needs_staff_reason).toBeNull()
  })
})
