import { actingAs } from '#lib/core/context.ts'
import { registerAgent } from '#lib/services/agent/register.ts'
import { createApiKey } from '#lib/services/api-key/create.ts'
import { bookAppointment } from '#lib/services/appointment/book.ts'
import { holdSlot } from '#lib/services/appointment/hold.ts'
import { addTimeOff } from '#lib/services/provider/add-time-off.ts'
import { staffActor, type TestCtx } from './context.ts'
import { makeFrontDesk } from './factories.ts'
import { makeStaff } from './http.ts'
import { makeDesk, offerThree, TUESDAY } from './messaging.ts'

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
    agents: await ctx.db.agent.findMany(of),
    keys: (await ctx.db.apiKey.findMany(of)).map((key) => ({ ...key, last_used_at: null })),
  }
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
  const staff = await makeStaff(ctx, 'scheduler', [desk.clinic.id])
  const key = await createApiKey(admin, {
    name: 'Theirs',
    scopes: ['offers:send'],
    clinic_id: desk.clinic.id,
  })
  const agent = await registerAgent(admin, { name: 'their-agent', type: 'provider' })
  return { desk, common, offer, appointment, hold, time_off, staff, key, agent }
}

export async function makeAccessFixture(ctx: TestCtx) {
  const { desk, common, offer, appointment, hold, time_off, staff, key, agent } = await makeRows(ctx)
  const other = await makeFrontDesk(ctx)
  return {
    ...common,
    other_clinic_id: other.clinic.id,
    patient_id: desk.patient.id,
    provider_id: desk.providers[0]!.id,
    conversation_id: offer.conversation.id,
    offer_id: offer.offer.id,
    message_id: offer.message_id,
    appointment_id: appointment.id,
    hold_id: hold.id,
    time_off_id: time_off.id,
    staff_id: staff.id,
    key_id: key.id,
    agent_id: agent.id,
  }
}
