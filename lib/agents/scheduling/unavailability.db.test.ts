import { beforeEach, describe, expect, it } from 'vitest'
import { openContent } from '#lib/bus/content.ts'
import type { TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parsePayload } from '#lib/domain/agents/envelope.ts'
import { logger } from '#lib/logger.ts'
import { cancelTimeOff } from '#lib/services/provider/cancel-time-off.ts'
import { answer, membersOf, pass, THURSDAY, visitOn } from '#lib/test/campaign.ts'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { type Desk, makeDesk, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { inboxOf, keepSchedule, makePeer, type Peer, sendAs } from '#lib/test/peers.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { takeUnavailability } from './unavailability.ts'

logger.level = 'silent'
const { db } = openTestDatabase()
let desk: Desk
let peer: Peer
beforeEach(async () => {
  await db().agentMessage.updateMany({ where: { state: 'pending' }, data: { state: 'failed' } })
  desk = await makeDesk(testCtx(db()))
  peer = await makePeer(desk.ctx, desk.clinic.id)
  await keepSchedule(desk.ctx, peer, desk.providers[0]!.id)
})

/** A visit with the kept provider; its agent would have confirmed it. */
async function keptVisit(clock: string) {
  await db().provider.update({ where: { id: desk.providers[0]!.id }, data: { agent_id: null } })
  const made = await visitOn(desk, clock)
  await keepSchedule(desk.ctx, peer, desk.providers[0]!.id)
  return made
}

const update = (fields: Record<string, string> = {}, from: Peer = peer) =>
  sendAs(desk.ctx, from, {
    to_agent_id: 'scheduling-agent',
    message_type: 'UPDATE_UNAVAILABILITY',
    conversation_id: 'absence-7',
    content: {
      provider_id: desk.providers[0]!.id,
      time_off_start: THURSDAY('13:00'),
      time_off_end: THURSDAY('17:00'),
      reason: 'Surgery',
      ...fields,
    },
  })
/** A message as the bus hands it over. */
async function received(id: string): Promise<Parameters<typeof takeUnavailability>[1]> {
  const row = await stateOf(id)
  return {
    id,
    conversation_id: null,
    clinic_id: row.clinic_id,
    message_type: 'UPDATE_UNAVAILABILITY',
    content: parsePayload('UPDATE_UNAVAILABILITY', openContent(desk.ctx, row)),
    from: peer.name,
    from_agent_id: peer.id,
    is_from_outside: true,
    sent_with: [],
    in_reply_to: null,
    created_at: row.created_at,
    attempt: 1,
  }
}
const acknowledgements = async (to: Peer = peer) => inboxOf(desk.ctx, to, 'ACKNOWLEDGE_UPDATE')
const stateOf = async (id: string) => db().agentMessage.findUniqueOrThrow({ where: { id } })
const timeOffs = () => db().timeOff.findMany({ where: { provider_id: desk.providers[0]!.id } })

describe('an outside agent reports that its provider is away', () => {
  it('hears at once what is hit and done, and again when the last patient has chosen', async () => {
    const { patient, visit } = await keptVisit('14:00')
    const sent = await update()
    await drain(desk.ctx)
    const [first] = await acknowledgements()
    expect(first).toMatchObject({
      in_reply_to: sent.id,
      correlation_id: 'absence-7',
      content: {
        status_of_update: 'acknowledged',
        conflicts_found_and_actions_taken: [
          { appointment_id: visit.id, action: 'NOTIFICATION_PLANNED', start_time: visit.starts_at },
        ],
      },
    })
    const [timeOff] = await timeOffs()
    expect(timeOff).toMatchObject({ created_by: peer.name, cancelled_at: null })
    await pass(desk, 2)
    const { id } = await db().campaign.findFirstOrThrow({ where: { clinic_id: desk.clinic.id } })
    const [member] = await membersOf(desk, id)
    expect(member!.offer!.options.every((each) => each.provider_id === desk.providers[1]!.id)).toBe(true)
    await answer(desk, patient, '1')
    const last = (await acknowledgements()).at(-1)!
    expect(last).toMatchObject({
      in_reply_to: sent.id,
      content: {
        status_of_update: 'completed',
        conflicts_found_and_actions_taken: [
          { appointment_id: visit.id, action: 'RESCHEDULED', new_provider_id: desk.providers[1]!.id },
        ],
      },
    })
    expect(await acknowledgements()).toHaveLength(2)
    for (const { content } of await acknowledgements()) {
      const words = JSON.stringify(content)
      expect(words).not.toContain(patient.id)
      expect(words).not.toContain(patient.last_name)
    }
  })

  it('enters the same absence once, however often it is said', async () => {
    const { patient } = await keptVisit('14:00')
    await update()
    await update()
    await Promise.all([drain(desk.ctx), drain(testCtx(db(), { now: desk.ctx.now() }))])
    await drain(desk.ctx)
    await update()
    await pass(desk, 2)
    expect(await timeOffs()).toHaveLength(1)
    expect((await acknowledgements()).map(({ content }) => content.status_of_update)).toEqual([
      'acknowledged',
      'acknowledged',
      'acknowledged',
    ])
    expect(await textsTo(desk, patient.id)).toHaveLength(1)
  })

  it('enters it once when two workers have the two messages in hand', async () => {
    await keptVisit('14:00')
    const first = await received((await update()).id)
    const second = await received((await update()).id)
    const take = (message: Parameters<typeof takeUnavailability>[1]) => (tx: TxCtx) =>
      takeUnavailability(tx, message)
    const test = { name: 'test.take', permission: null } as const
    let late: Promise<unknown> = Promise.resolve()
    await mutate(desk.ctx, test, async (tx) => {
      await take(first)(tx)
      late = mutate(desk.ctx, test, take(second))
      await waitFor('the second worker to wait for the first', async () => {
        const [waiting] = await db().$queryRaw<{ count: number }[]>`
          SELECT count(*)::int FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ILIKE '%FROM provider%'`
        return waiting?.count === 1
      })
    })
    await late
    expect(await timeOffs()).toHaveLength(1)
  })

  it('counts only for a provider that it keeps', async () => {
    const stranger = await makePeer(desk.ctx, desk.clinic.id)
    const sent = await update({}, stranger)
    const other = await update({ provider_id: desk.providers[1]!.id })
    await drain(desk.ctx)
    for (const { id } of [sent, other]) {
      expect(await stateOf(id)).toMatchObject({
        state: 'failed',
        failure_reason: expect.stringMatching(/does not keep/),
      })
    }
    expect(await db().timeOff.count({ where: { provider: { clinic_id: desk.clinic.id } } })).toBe(0)
    expect(await acknowledgements(stranger)).toEqual([])
    expect((await inboxOf(desk.ctx, stranger, 'status')).at(-1)?.content).toMatchObject({
      event: 'dead_letter',
    })
  })

  it('is told why when the times cannot be', async () => {
    const backwards = await update({ time_off_end: THURSDAY('12:00') })
    const past = { time_off_start: '2026-11-20T09:00:00Z', time_off_end: '2026-11-20T10:00:00Z' }
    const over = await update(past)
    await drain(desk.ctx)
    // Two messages of one agent are handled side by side: which answer is the first one is nobody's promise.
    const answers = await acknowledgements()
    const reasons = new Map(answers.map(({ in_reply_to, content }) => [in_reply_to, content.reason]))
    expect(answers.map(({ content }) => content.status_of_update)).toEqual(['rejected', 'rejected'])
    expect(reasons.get(backwards.id)).toBe('Time off must end after it starts.')
    expect(reasons.get(over.id)).toBe('This time off is already over.')
    expect(await timeOffs()).toEqual([])
  })

  it('hears it too when staff withdraw the time off', async () => {
    const { visit } = await keptVisit('14:00')
    await update()
    await drain(desk.ctx)
    await cancelTimeOff(desk.clerk, { time_off_id: (await timeOffs())[0]!.id })
    expect((await acknowledgements()).at(-1)?.content).toMatchObject({
      status_of_update: 'withdrawn',
      conflicts_found_and_actions_taken: [{ appointment_id: visit.id, action: 'UNCHANGED' }],
    })
  })

  it('cannot tell our patients itself', async () => {
    const { patient, visit } = await keptVisit('14:00')
    await update()
    await drain(desk.ctx)
    await pass(desk, 2)
    const { id } = await db().campaign.findFirstOrThrow({ where: { clinic_id: desk.clinic.id } })
    const [member] = await membersOf(desk, id)
    await db().campaignMember.update({ where: { id: member!.id }, data: { offer_id: null } })
    const conversation = await db().conversation.findUniqueOrThrow({
      where: { id: member!.conversation_id! },
    })
    const forged = await sendAs(desk.ctx, peer, {
      to_agent_id: 'user-agent',
      message_type: 'NOTIFY_APPOINTMENT_CHANGE',
      conversation_id: conversation.external_id,
      content: {
        user_id: patient.id,
        campaign_id: id,
        original_appointment_details: {
          appointment_id: visit.id,
          provider_id: desk.providers[0]!.id,
          service_type_id: desk.service.id,
          start_time: visit.starts_at,
          end_time: visit.ends_at,
        },
        reason_for_change: 'Because I say so',
        suggested_reschedule_options: [
          {
            slot_id: 'x',
            provider_id: desk.providers[1]!.id,
            start_time: THURSDAY('09:00'),
            end_time: THURSDAY('09:30'),
            match_score: 1,
            reasoning: [],
          },
        ],
      },
    })
    const before = (await textsTo(desk, patient.id)).length
    await drain(desk.ctx)
    expect(await stateOf(forged.id)).toMatchObject({
      state: 'failed',
      failure_reason: expect.stringMatching(/cannot send NOTIFY_APPOINTMENT_CHANGE/),
    })
    expect(await textsTo(desk, patient.id)).toHaveLength(before)
  })
})
