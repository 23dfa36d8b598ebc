import { type BusAgent, busAgents } from '#lib/bus/agents.ts'
import { endMessage } from '#lib/bus/end-message.ts'
import { insertMessage } from '#lib/bus/insert-message.ts'
import { actingAs } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { registerAgent } from '#lib/services/agent/register.ts'
import { createApiKey } from '#lib/services/api-key/create.ts'
import { bookAppointment } from '#lib/services/appointment/book.ts'
import { holdSlot } from '#lib/services/appointment/hold.ts'
import { createOpening } from '#lib/services/opening/create.ts'
import { addTimeOff } from '#lib/services/provider/add-time-off.ts'
import { joinWaitingList } from '#lib/services/waiting-list/join.ts'
import { staffActor, type TestCtx } from './context.ts'
import { makeFrontDesk, makePatient } from './factories.ts'
import { makeStaff } from './http.ts'
import { type Desk, makeDesk, offerThree, TUESDAY, textFrom } from './messaging.ts'

/** One clinic with one of everything that a route can name, and another clinic next door. */
export type AccessFixture = Awaited<ReturnType<typeof makeAccessFixture>>

/** Rows of the clinic by table, so that a refused request can be seen to have changed nothing. */
export async function snapshotOf(ctx: TestCtx, { clinic_id }: { clinic_id: string }) {
  const where = { clinic_id }
  const of = { where, orderBy: { id: 'asc' } } as const
  return {
    clinic: await ctx.db.clinic.findUnique({ where: { id: clinic_id } }),
    appointments: await ctx.db.appointment.findMany(of),
    conversations: await ctx.db.conversation.findMany(of),
    offers: await ctx.db.offer.findMany(of),
    texts: await ctx.db.smsMessage.findMany(of),
    patients: await ctx.db.patient.findMany(of),
    providers: await ctx.db.provider.findMany({
      ...of,
      include: { time_off: true, availability: true, services: true },
    }),
    services: await ctx.db.serviceType.findMany(of),
    campaigns: await ctx.db.campaign.findMany({ ...of, include: { members: { orderBy: { id: 'asc' } } } }),
    agents: await ctx.db.agent.findMany(of),
    agent_messages: await ctx.db.agentMessage.findMany(of),
    marks: await ctx.db.decisionMark.findMany(of),
    consent: await ctx.db.consentEvent.findMany(of),
    waiting: await ctx.db.waitingListEntry.findMany(of),
    keys: (await ctx.db.apiKey.findMany(of)).map((key) => ({ ...key, last_used_at: null })),
  }
}

/** Somebody else who waits, and a freed time. */
async function makeWaitingRows(ctx: TestCtx, desk: Desk) {
  const common = { clinic_id: desk.clinic.id, service_type_id: desk.service.id }
  const patient = await makePatient(ctx, desk.clinic.id)
  const waiting = await joinWaitingList(desk.clerk, { ...common, patient_id: patient.id })
  await mutate(ctx, { name: 'test.opening', permission: null }, (tx) =>
    createOpening(tx, {
      ...common,
      provider_id: desk.providers[0]!.id,
      starts_at: TUESDAY('16:00'),
      ends_at: TUESDAY('16:30'),
      cause: 'cancellation',
    }),
  )
  const opening = await ctx.db.opening.findFirstOrThrow({ where: common })
  return { waiting_id: waiting.id, opening_id: opening.id }
}

/** A message to their agent that has failed. */
async function makeDeadLetter(ctx: TestCtx, clinic_id: string, agentId: string): Promise<string> {
  return mutate(ctx, { name: 'test.letter', permission: null }, async (tx) => {
    const [from, to] = (await busAgents(tx, ['scheduling-agent', agentId])) as [BusAgent, BusAgent]
    const alone = { clinic_id, conversation_id: null, correlation_id: null }
    const { id } = await insertMessage(tx, { ...alone, from, to, message_type: 'task', content: {} })
    await endMessage(tx, id, { state: 'failed', reason: 'The endpoint answered 503.' })
    return id
  })
}

/** A text of the patient that was read, and what it was read as. */
async function makeDecision(ctx: TestCtx, desk: Desk, conversation_id: string): Promise<string> {
  const { id: sms_message_id } = await textFrom(desk, '1 or 2')
  const now = new Date(ctx.now())
  await ctx.db.smsMessage.update({
    where: { id: sms_message_id },
    data: { interpreted_at: now, conversation_id, patient_id: desk.patient.id },
  })
  const id = ctx.newId()
  const evidence_sealed = ctx.sealer.seal({ table: 'decision', column: 'evidence_sealed', id }, 'Both.')
  const read = { reader: 'rules', reading: 'unclear', reason: 'several_options', outcome: 'asked_again' }
  await ctx.db.decision.create({
    data: { id, sms_message_id, conversation_id, ...read, evidence_sealed, created_at: now },
  })
  return id
}

async function makeRows(ctx: TestCtx) {
  const desk = await makeDesk(ctx)
  const admin = actingAs(ctx, staffActor('admin', [desk.clinic.id]))
  const [first, second] = desk.providers
  const common = { clinic_id: desk.clinic.id, service_type_id: desk.service.id }
  const offer = await offerThree(desk)
  const appointment = await bookAppointment(admin, {
    ...common,
    patient_id: desk.patient.id,
    provider_id: second!.id,
    starts_at: TUESDAY('09:00'),
  })
  const hold = await holdSlot(admin, {
    ...common,
    provider_id: second!.id,
    starts_at: TUESDAY('11:00'),
    minutes: 60,
  })
  const { time_off } = await addTimeOff(admin, {
    provider_id: first!.id,
    starts_at: TUESDAY('15:00'),
    ends_at: TUESDAY('16:00'),
  })
  const { campaign_id } = await addTimeOff(admin, {
    provider_id: second!.id,
    starts_at: TUESDAY('09:00'),
    ends_at: TUESDAY('10:00'),
    campaign: { wave_size: 5, wave_minutes: 15 },
  })
  const member = await ctx.db.campaignMember.findFirstOrThrow({ where: { campaign_id: campaign_id! } })
  const staff = await makeStaff(ctx, 'scheduler', [desk.clinic.id])
  const key = await createApiKey(admin, {
    name: 'Theirs',
    scopes: ['offers:send'],
    clinic_id: desk.clinic.id,
  })
  const agent = await registerAgent(admin, { name: 'their-agent', type: 'provider' })
  return { desk, common, offer, appointment, hold, time_off, member, staff, key, agent }
}

export async function makeAccessFixture(ctx: TestCtx) {
  const { desk, common, offer, appointment, hold, time_off, member, staff, key, agent } = await makeRows(ctx)
  const other = await makeFrontDesk(ctx)
  return {
    ...common,
    other_clinic_id: other.clinic.id,
    patient_id: desk.patient.id,
    provider_id: desk.providers[0]!.id,
    conversation_id: offer.conversation.id,
    offer_id: offer.offer.id,
    message_id: offer.message_id,
    decision_id: await makeDecision(ctx, desk, offer.conversation.id),
    appointment_id: appointment.id,
    hold_id: hold.id,
    time_off_id: time_off.id,
    campaign_id: member.campaign_id,
    member_id: member.id,
    staff_id: staff.id,
    key_id: key.id,
    agent_id: agent.id,
    agent_message_id: await makeDeadLetter(ctx, desk.clinic.id, agent.id),
    ...(await makeWaitingRows(ctx, desk)),
  }
}
