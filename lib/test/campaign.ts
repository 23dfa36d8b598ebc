import type { Db } from '#lib/db/client.ts'
import { MINUTE_MS } from '#lib/domain/scheduling/units.ts'
import { bookAppointment } from '#lib/services/appointment/book.ts'
import { addTimeOff } from '#lib/services/provider/add-time-off.ts'
import { drain } from './drain.ts'
import { makePatient } from './factories.ts'
import { type Desk, textFrom } from './messaging.ts'

/** Thursday, 26 November 2026, in New York: three days after the tests' Monday. */
export const THURSDAY = (clock: string) => `2026-11-26T${clock}:00-05:00`

/** Everybody at once, a quarter of an hour apart. */
export const PACE = { wave_size: 10, wave_minutes: 15 }

/** A visit of a patient of their own with the desk's first provider on Thursday. */
export async function visitOn(
  desk: Desk,
  clock: string,
  fields: {
    patient?: Awaited<ReturnType<typeof makePatient>>
    phone_number?: string
    provider_id?: string
    starts_at?: string
  } = {},
) {
  const { phone_number } = fields
  const patient = fields.patient ?? (await makePatient(desk.ctx, desk.clinic.id, { phone_number }))
  const visit = await bookAppointment(desk.clerk, {
    clinic_id: desk.clinic.id,
    patient_id: patient.id,
    provider_id: fields.provider_id ?? desk.providers[0]!.id,
    service_type_id: desk.service.id,
    starts_at: fields.starts_at ?? THURSDAY(clock),
    notify_patient: false,
  })
  return { patient, visit }
}

export const THURSDAY_AFTERNOON = { starts_at: THURSDAY('13:00'), ends_at: THURSDAY('17:00') }

/** The first provider is away on Thursday afternoon, and whoever is hit is asked. */
export async function startCampaign(
  desk: Desk,
  fields: Partial<Parameters<typeof addTimeOff>[1]> = {},
): Promise<string> {
  const { campaign_id } = await addTimeOff(desk.clerk, {
    provider_id: desk.providers[0]!.id,
    ...THURSDAY_AFTERNOON,
    campaign: PACE,
    ...fields,
  })
  if (campaign_id === null) throw new Error('The time off of this test must hit a visit.')
  return campaign_id
}

/** Lets so many minutes pass and does what has come due. */
export async function pass(desk: Desk, minutes: number): Promise<void> {
  desk.ctx.advance(minutes * MINUTE_MS)
  await drain(desk.ctx)
}

/** A patient's text, read and acted on. */
export async function answer(
  desk: Desk,
  patient: { id: string; phone_sealed: string },
  text: string,
): Promise<void> {
  await pass(desk, 1)
  await textFrom(desk, text, patient)
  await drain(desk.ctx)
}

/** Where the visit of each patient stands, by the order of the visits. */
export async function membersOf(desk: Desk, campaignId: string) {
  return desk.ctx.db.campaignMember.findMany({
    where: { campaign_id: campaignId },
    orderBy: { position: 'asc' },
    include: { offer: { include: { options: { orderBy: { reply_number: 'asc' } } } }, appointment: true },
  })
}

export const statesOf = async (desk: Desk, campaignId: string): Promise<string[]> =>
  (await membersOf(desk, campaignId)).map(({ state }) => state)

/** One patient has been told that the visit at two must change. */
export async function toldOne(desk: Desk) {
  const { patient, visit } = await visitOn(desk, '14:00')
  const id = await startCampaign(desk)
  await pass(desk, 2)
  return { patient, visit, id }
}

/** What earlier tests of the file left open must not be driven on by the loops of the next one. */
export async function endEarlierWork(db: Db): Promise<void> {
  await db.campaignMember.updateMany({ data: { state: 'settled' } })
  await db.campaign.updateMany({ data: { state: 'finished', next_wave_at: null } })
  await db.smsMessage.updateMany({
    where: { state: 'queued' },
    data: { state: 'cancelled', due_at: null },
  })
  await db.agentMessage.updateMany({ where: { state: 'pending' }, data: { state: 'failed' } })
  await db.offer.updateMany({ where: { state: 'open' }, data: { state: 'cancelled' } })
  await db.optOut.deleteMany({})
}
