import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Carriers, startCarriers } from '#lib/test/carriers.ts'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makeClinic, makePatient } from '#lib/test/factories.ts'
import { type Desk, makeDesk, offerThree } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { refusal } from '#lib/test/scheduling.ts'
import { applyDeliveryStatus } from '../sms/apply-delivery-status.ts'
import { sendStaffText } from '../sms/send-staff-text.ts'
import { readConsent } from './history.ts'

const { db } = openTestDatabase()
/** Both stand-ins refuse this number as one that has opted out with them. */
const OPTED_OUT = '+15005550004'
const OTHER = { twilio: 'aws', aws: 'twilio' } as const
type Carrier = keyof typeof OTHER

let carriers: Carriers
let desk: Desk
beforeEach(async () => {
  await db().smsGatewayState.deleteMany()
  await db().optOut.deleteMany()
  carriers = await startCarriers(() => desk.ctx.now())
})
afterEach(() => carriers.close())

/** A clinic that texts through one carrier and lets texts go through the other too. */
async function open(carrier: Carrier) {
  const { gateways } = carriers
  const ports = { sms: gateways[carrier], smsBackups: [gateways[OTHER[carrier]]] }
  desk = await makeDesk(testCtx(db(), { ports, config: { isMockGateway: false } }))
  await db().clinic.update({ where: { id: desk.clinic.id }, data: { fails_over: true } })
}
/** How often each carrier was asked to send. */
const asked = () => ({
  twilio: carriers.twilio.requests.filter(({ method }) => method === 'POST').length,
  aws: carriers.aws.requests.length,
})
const ledger = async (patient_id: string) =>
  (await readConsent(desk.clerk, { patient_id })).events.map(({ kind, source }) => `${kind} ${source}`)
const greet = (clinic_id: string, patient_id: string) =>
  sendStaffText(desk.ctx, { clinic_id, patient_id, text: `Hello ${desk.ctx.newId()}` })

describe.each([
  ['twilio', 'carrier_notice', '21610'],
  ['aws', 'carrier_error', 'DESTINATION_PHONE_NUMBER_OPTED_OUT'],
] as const)('a text that %s refuses, because the patient opted out there', (carrier, source, code) => {
  beforeEach(() => open(carrier))

  it('is in the ledger as the carrier’s word, and ends all texts by every gateway and clinic', async () => {
    const patient = await makePatient(desk.ctx, desk.clinic.id, { phone_number: OPTED_OUT })
    const elsewhere = await makeClinic(desk.ctx)
    const twin = await makePatient(desk.ctx, elsewhere.id, { phone_number: OPTED_OUT })
    const sent = await offerThree(desk, { patient_id: patient.id })
    const waiting = await sendStaffText(desk.ctx, {
      ...{ clinic_id: elsewhere.id, patient_id: twin.id, text: 'Later' },
      send_at: new Date(desk.ctx.now() + 3_600_000).toISOString(),
    })
    await drain(desk.ctx)

    expect(asked()).toEqual({ twilio: 0, aws: 0, [carrier]: 1 })
    expect((await ledger(patient.id))[0]).toBe(`opted_out ${source}`)
    expect(await readConsent(desk.clerk, { patient_id: patient.id })).toMatchObject({
      is_opted_out: true,
      is_carrier_block: true,
    })
    expect(await db().smsMessage.findFirst({ where: { offer_id: sent.offer.id } })).toMatchObject({
      state: 'failed',
      error_code: expect.stringContaining(code),
    })
    await refusal(greet(desk.clinic.id, patient.id), 'opted_out')
    await refusal(greet(elsewhere.id, twin.id), 'opted_out')
    await refusal(offerThree(desk, { patient_id: patient.id }), 'opted_out')
    desk.ctx.advance(2 * 3_600_000)
    await drain(desk.ctx)
    expect(await db().smsMessage.findUnique({ where: { id: waiting.message_id } })).toMatchObject({
      state: 'cancelled',
      error_code: 'opted_out',
    })
    // The other carrier has never heard of this number, and is not asked.
    const other = { ...desk.ctx, ports: { ...desk.ctx.ports, sms: carriers.gateways[OTHER[carrier]] } }
    await refusal(sendStaffText(other, { ...twinOf(elsewhere.id, twin.id), text: 'Hello' }), 'opted_out')
    expect(asked()).toEqual({ twilio: 0, aws: 0, [carrier]: 1 })
  })
})

const twinOf = (clinic_id: string, patient_id: string) => ({ clinic_id, patient_id })

it('hears of an opt-out also in a later report, and does not change carriers for it', async () => {
  await open('twilio')
  const { message_id } = await greet(desk.clinic.id, desk.patient.id)
  await drain(desk.ctx)
  const { provider_message_id } = await db().smsMessage.findUniqueOrThrow({ where: { id: message_id } })
  const status = 'undelivered'
  await applyDeliveryStatus(desk.ctx, { provider: 'twilio', provider_message_id, status, code: '21610' })
  await drain(desk.ctx)
  expect(await ledger(desk.patient.id)).toContain('opted_out carrier_notice')
  expect(asked()).toEqual({ twilio: 1, aws: 0 })
  await refusal(greet(desk.clinic.id, desk.patient.id), 'opted_out')
})
