import { beforeEach, describe, expect, it } from 'vitest'
import type { ListConversationsQuery } from '#lib/domain/messaging/schema.ts'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient } from '#lib/test/factories.ts'
import { type Desk, makeDesk, offerThree, TUESDAY, textFrom } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { nameClerk } from '#lib/test/outsiders.ts'
import { refusal } from '#lib/test/scheduling.ts'
import { sendOffer } from '../offer/send.ts'
import { sendStaffText } from '../sms/send-staff-text.ts'
import { closeConversation } from './close.ts'
import { listConversations } from './list.ts'
import { takeOver } from './take-over.ts'

const { db } = openTestDatabase()
let desk: Desk
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
})

const list = (query: ListConversationsQuery = {}) => listConversations(desk.clerk, query)
const ids = async (query: ListConversationsQuery = {}) => (await list(query)).items.map((line) => line.id)

/** A conversation of a patient of its own, a minute after the one before. */
async function thread(last_name: string) {
  desk.ctx.advance(60_000)
  const patient = await makePatient(desk.ctx, desk.clinic.id, { last_name })
  const sent = await sendStaffText(desk.clerk, {
    clinic_id: desk.clinic.id,
    patient_id: patient.id,
    text: `Hello\nMrs ${last_name}`,
  })
  await drain(desk.ctx)
  return { id: sent.conversation_id, patient }
}
async function hears(text: string, { patient }: Awaited<ReturnType<typeof thread>>) {
  desk.ctx.advance(60_000)
  await textFrom(desk, text, patient)
  await drain(desk.ctx)
}

describe('the list', () => {
  it('has the latest text first, one line for each, with what was said last', async () => {
    const [one, two] = [await thread('One'), await thread('Two')]
    expect(await ids()).toEqual([two.id, one.id])
    await hears('ok thanks', one)
    const { items } = await list()
    expect(items.map((line) => line.id)).toEqual([one.id, two.id])
    expect(items[1]).toMatchObject({
      patient: { name: 'Maria Two' },
      preview: { direction: 'outbound', text: 'Hello Mrs Two' },
      status: 'awaiting_response',
      status_label: 'Waiting',
      is_closed: false,
      taken_over_by: null,
    })
  })

  it('shows how long an open offer still stands, and who has taken over', async () => {
    const { conversation } = await offerThree(desk)
    await nameClerk(desk, 'Nadia')
    await takeOver(desk.clerk, { conversation_id: conversation.id })
    desk.ctx.advance(3 * 60 * 60_000)
    const [line] = (await list()).items
    expect(line).toMatchObject({ status_label: 'Waiting, 21 h left', taken_over_by: { name: 'Nadia' } })
    await closeConversation(desk.clerk, { conversation_id: conversation.id })
    expect((await list()).items[0]).toMatchObject({ status_label: 'Closed', is_closed: true })
  })

  it('never moves down for a text that took long to reach us', async () => {
    const late = await thread('Late')
    const sentAt = desk.ctx.now() - 30_000
    desk.ctx.advance(120_000)
    const before = await db().conversation.findUniqueOrThrow({ where: { id: late.id } })
    const { id } = await textFrom(desk, 'ok', late.patient)
    await db().smsMessage.update({ where: { id }, data: { received_at: new Date(sentAt) } })
    await drain(desk.ctx)
    const after = await db().conversation.findUniqueOrThrow({ where: { id: late.id } })
    expect(after.last_message_at.getTime()).toBeGreaterThanOrEqual(before.last_message_at.getTime())
  })
})

describe('filters', () => {
  it('by status, by what needs staff, and by urgency', async () => {
    const [calm, asking, urgent] = [await thread('Calm'), await thread('Asking'), await thread('Urgent')]
    await hears('what should I bring with me?', asking)
    await hears('my chest hurts badly', urgent)
    expect(await ids({ needs_staff: 'true' })).toEqual([urgent.id, asking.id])
    expect(await ids({ needs_staff: 'false' })).toEqual([calm.id])
    expect(await ids({ urgent: 'true' })).toEqual([urgent.id])
    expect(await ids({ status: 'awaiting_response' })).toEqual([calm.id])
    expect(await ids({ status: 'confirmed' })).toEqual([])
  })

  it('by patient, and by provider of an offer or of a visit', async () => {
    const plain = await thread('Plain')
    const { conversation } = await offerThree(desk)
    const other = await makePatient(desk.ctx, desk.clinic.id)
    const second = await sendOffer(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: other.id,
      slots: [{ provider_id: desk.providers[1]!.id, starts_at: TUESDAY('16:00') }],
    })
    expect(await ids({ patient_id: plain.patient.id })).toEqual([plain.id])
    expect(await ids({ provider_id: desk.providers[0]!.id })).toEqual([conversation.id])
    expect((await ids({ provider_id: desk.providers[1]!.id })).toSorted()).toEqual(
      [conversation.id, second.conversation.id].toSorted(),
    )
  })

  it('counts what needs staff in all, whatever else is filtered, and only of the actor’s clinics', async () => {
    const [asking, calm] = [await thread('Asking'), await thread('Calm')]
    await hears('what should I bring with me?', asking)
    const elsewhere = await makeDesk(testCtx(db(), { now: desk.ctx.now() }))
    await textFrom(elsewhere, 'can I call you?')
    await drain(elsewhere.ctx)
    expect(await list({ patient_id: calm.patient.id })).toMatchObject({
      items: [{ id: calm.id }],
      needs_staff_count: 1,
    })
    expect(await listConversations(desk.ctx, { clinic_id: elsewhere.clinic.id })).toMatchObject({
      needs_staff_count: 1,
    })
  })
})

describe('search', () => {
  it('finds by part of a name, by a whole phone number and by the caller’s id, within the clinics only', async () => {
    const found = await thread('Okonkwo')
    await thread('Other')
    const phone = desk.ctx.sealer.open(
      { table: 'patient', column: 'phone_sealed', id: found.patient.id },
      found.patient.phone_sealed,
    )
    await db().conversation.update({ where: { id: found.id }, data: { external_id: 'crm:4711' } })
    const elsewhere = await makeDesk(testCtx(db(), { now: desk.ctx.now() }))
    const twin = await makePatient(desk.ctx, elsewhere.clinic.id, {
      last_name: 'Okonkwo',
      phone_number: phone,
    })
    const foreign = await sendStaffText(elsewhere.clerk, {
      clinic_id: elsewhere.clinic.id,
      patient_id: twin.id,
      text: 'Hello',
    })
    await db().conversation.update({
      where: { id: foreign.conversation_id },
      data: { external_id: 'crm:4711' },
    })
    for (const q of ['okon', 'Maria Okonkwo', phone, phone.slice(2), 'crm:4711']) {
      expect(await ids({ q }), q).toEqual([found.id])
    }
    for (const q of ['konkwo', phone.slice(0, -1), 'crm', '%', 'crm:471_'])
      expect(await ids({ q }), q).toEqual([])
  })
})

describe('pages', () => {
  async function walk(limit: number, between?: () => Promise<unknown>) {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await list({ limit, cursor })
      seen.push(...page.items.map((line) => line.id))
      cursor = page.next_cursor ?? undefined
      await between?.()
    } while (cursor)
    return seen
  }

  it('neither repeat nor skip a line, also when many were written in one millisecond', async () => {
    const threads = [await thread('A'), await thread('B'), await thread('C'), await thread('D')]
    await db().conversation.updateMany({
      where: { clinic_id: desk.clinic.id },
      data: { last_message_at: new Date(desk.ctx.now()) },
    })
    threads.push(await thread('E'))
    const seen = await walk(2)
    expect(seen[0]).toBe(threads[4]!.id)
    expect(seen.toSorted()).toEqual(threads.map(({ id }) => id).toSorted())
  })

  it('stay stable while lines move to the top: nothing is shown twice, nothing that stands still is missed', async () => {
    const [a, b, c, d, e] = [
      await thread('A'),
      await thread('B'),
      await thread('C'),
      await thread('D'),
      await thread('E'),
    ] as const
    let isMoved = false
    const seen = await walk(2, async () => {
      // After the first page (e, d), one line of it and one that is still to come get a new text.
      if (isMoved) return
      isMoved = true
      await hears('ok', d)
      await hears('ok', b)
    })
    expect(seen).toEqual([e.id, d.id, c.id, a.id])
  })

  it('refuse a cursor that they did not give out, and one of another list', async () => {
    const ofPatients = Buffer.from(JSON.stringify(['Smith', desk.patient.id])).toString('base64url')
    for (const cursor of ['forged', ofPatients]) {
      expect((await refusal(list({ cursor }), 'invalid_input')).field).toBe('cursor')
    }
  })
})
