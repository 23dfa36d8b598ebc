import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { AWS_ERRORS } from '#lib/domain/messaging/aws-errors.ts'
import { TWILIO_ERRORS } from '#lib/domain/messaging/twilio-errors.ts'
import { logger } from '#lib/logger.ts'
import { type Carriers, startCarriers } from '#lib/test/carriers.ts'
import { testCtx } from '#lib/test/context.ts'
import { makePatient } from '#lib/test/factories.ts'
import { awsError } from '#lib/test/fakes/aws-sms.ts'
import type { FakeAnswer } from '#lib/test/fakes/fake-server.ts'
import { twilioError } from '#lib/test/fakes/twilio-wire.ts'
import { type Desk, makeDesk } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { phoneOf } from '../patient/view.ts'
import { applyDeliveryStatus } from './apply-delivery-status.ts'
import { deliverSms } from './deliver.ts'
import { isOptedOut } from './opt-out.ts'
import { sendStaffText } from './send-staff-text.ts'

/**
 * What becomes of a text that meets each error, where one carrier is the first choice and the clinic lets texts go through
 * the other: `other` carried it; `again` waits for the same one; `stop` is at its end with staff told; `unknown` waits for
 * certainty. The second word is for errors that are told after acceptance.
 */
type Fate = 'other' | 'again' | 'stop' | 'opt_out' | 'unknown'

const TWILIO_AT_ONCE: Record<string, Fate> = {
  '14107': 'again',
  '20003': 'other',
  '20404': 'stop',
  '20429': 'again',
  '20500': 'unknown',
  '20503': 'unknown',
  '21211': 'stop',
  '21212': 'stop',
  '21408': 'stop',
  '21602': 'stop',
  '21603': 'stop',
  '21604': 'stop',
  '21606': 'stop',
  '21608': 'stop',
  '21609': 'stop',
  '21610': 'opt_out',
  '21611': 'other',
  '21612': 'other',
  '21614': 'stop',
  '21617': 'stop',
  '21618': 'stop',
  '21701': 'stop',
  '21703': 'stop',
  '21704': 'stop',
  '21705': 'stop',
  '63038': 'other',
}
const TWILIO_LATER: Record<string, Fate> = {
  '30001': 'other',
  '30002': 'other',
  '30003': 'again',
  '30004': 'stop',
  '30005': 'stop',
  '30006': 'stop',
  '30007': 'stop',
  '30008': 'again',
  '30017': 'again',
  '30022': 'other',
  '30023': 'other',
  '30024': 'stop',
  '30027': 'other',
  '30032': 'stop',
  '30034': 'stop',
  '30036': 'stop',
  '30410': 'stop',
  '30500': 'again',
  '63018': 'other',
  '63038': 'other',
}
const AWS_AT_ONCE: Record<string, [exception: string, fate: Fate]> = {
  DESTINATION_PHONE_NUMBER_OPTED_OUT: ['ConflictException', 'opt_out'],
  DESTINATION_PHONE_NUMBER_NOT_VERIFIED: ['ConflictException', 'stop'],
  DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION: ['ConflictException', 'stop'],
  DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE: ['ConflictException', 'stop'],
  NO_ORIGINATION_IDENTITIES_FOUND: ['ConflictException', 'stop'],
  MESSAGE_TYPE_MISMATCH: ['ConflictException', 'stop'],
  NUMBER_CAPABILITIES_MISMATCH: ['ConflictException', 'stop'],
  RESOURCE_NOT_ACTIVE: ['ConflictException', 'stop'],
  REGISTRATION_NOT_COMPLETE: ['ConflictException', 'stop'],
  KEYWORD_MISMATCH: ['ConflictException', 'stop'],
  DESTINATION_COUNTRY_BLOCKED: ['ValidationException', 'stop'],
  COUNTRY_NOT_ENABLED: ['ValidationException', 'stop'],
  INVALID_IDENTITY_FOR_DESTINATION_COUNTRY: ['ValidationException', 'stop'],
  PRICE_OVER_THRESHOLD: ['ValidationException', 'stop'],
  SENDER_ID_NOT_REGISTERED: ['ValidationException', 'stop'],
  ACCOUNT_DISABLED: ['AccessDeniedException', 'other'],
  INSUFFICIENT_ACCOUNT_REPUTATION: ['AccessDeniedException', 'other'],
  MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT: ['ServiceQuotaExceededException', 'other'],
  ConflictException: ['ConflictException', 'stop'],
  ValidationException: ['ValidationException', 'stop'],
  AccessDeniedException: ['AccessDeniedException', 'other'],
  ResourceNotFoundException: ['ResourceNotFoundException', 'stop'],
  ServiceQuotaExceededException: ['ServiceQuotaExceededException', 'other'],
  ThrottlingException: ['ThrottlingException', 'again'],
  InternalServerException: ['InternalServerException', 'unknown'],
}
const AWS_LATER: Record<string, Fate> = {
  TEXT_BLOCKED: 'stop',
  TEXT_CARRIER_BLOCKED: 'stop',
  TEXT_SPAM: 'stop',
  TEXT_INVALID: 'stop',
  TEXT_INVALID_MESSAGE: 'stop',
  TEXT_UNREACHABLE: 'again',
  TEXT_CARRIER_UNREACHABLE: 'again',
  TEXT_TTL_EXPIRED: 'again',
  TEXT_UNKNOWN: 'again',
  TEXT_PROTECT_BLOCKED: 'stop',
}

const { db } = openTestDatabase()
let carriers: Carriers
const printed: string[] = []
beforeAll(async () => {
  for (const level of ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const)
    vi.spyOn(logger, level).mockImplementation((...said) => void printed.push(inspect(said, { depth: 20 })))
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, level).mockImplementation((...said) => void printed.push(inspect(said, { depth: 20 })))
  carriers = await startCarriers(Date.now)
})
afterAll(async () => {
  vi.restoreAllMocks()
  await carriers.close()
})

type Carrier = 'twilio' | 'aws'
const OTHER = { twilio: 'aws', aws: 'twilio' } as const

/** A clinic that texts through one carrier and may change to the other, and one text in its outbox. */
async function open(carrier: Carrier) {
  await db().smsGatewayState.deleteMany()
  const { gateways } = carriers
  const ctx = testCtx(db(), {
    now: Date.now(),
    ports: { sms: gateways[carrier], smsBackups: [gateways[OTHER[carrier]]] },
    config: { isMockGateway: false },
  })
  const desk = await makeDesk(ctx)
  await db().clinic.update({ where: { id: desk.clinic.id }, data: { fails_over: true } })
  const patient = await makePatient(ctx, desk.clinic.id)
  const text = `Hello ${ctx.newId()}`
  const input = { clinic_id: desk.clinic.id, patient_id: patient.id, text }
  const { message_id: id } = await sendStaffText(desk.clerk, input)
  return { desk, id, patient, text }
}

const read = (id: string) =>
  db().smsMessage.findUniqueOrThrow({
    where: { id },
    include: { conversation: true, attempts: { orderBy: { attempt: 'asc' } } },
  })

/** Runs what is due now, at most as often as there are carriers. */
async function run(desk: Desk, id: string) {
  for (let pass = 0; pass < 3; pass += 1) await deliverSms(desk.ctx, id)
}

async function fateOf(
  { desk, id, patient }: Awaited<ReturnType<typeof open>>,
  carrier: Carrier,
): Promise<Fate | string> {
  const text = await read(id)
  const providers = text.attempts.map(({ provider }) => provider)
  if (await isOptedOut(desk.ctx, patient.phone_index)) return providers.length === 1 ? 'opt_out' : 'wrong'
  if (text.state === 'unknown') return 'unknown'
  if (text.state === 'queued' && text.waits_for === 'retry' && text.provider === carrier) return 'again'
  if (text.state === 'sent' && providers.join() === `${carrier},${OTHER[carrier]}`) return 'other'
  const isTold = text.conversation?.needs_staff_reason === 'text_not_delivered'
  return (text.state === 'failed' || text.state === 'undelivered') && isTold && providers.length === 1
    ? 'stop'
    : `${text.state} ${providers.join()}`
}

/** Neither what is stored in the open, nor what is logged, holds a number, a body or a credential. */
async function expectSafe({ desk, id, patient, text }: Awaited<ReturnType<typeof open>>) {
  const audit = await db().auditEvent.findMany({ where: { subject_id: id } })
  const row = { ...(await read(id)), conversation: null }
  const seen = inspect([row, audit], { depth: 20 }) + printed.join('')
  const secrets = [
    phoneOf(desk.ctx, patient),
    text,
    carriers.twilio.authToken,
    'a secret of the tests',
    '4155550123',
  ]
  for (const secret of secrets) expect(seen).not.toContain(secret)
}

async function meets(carrier: Carrier, answer: FakeAnswer): Promise<Fate | string> {
  const opened = await open(carrier)
  if (carrier === 'twilio') carriers.twilio.failNext({ answer })
  else carriers.aws.failNext(answer)
  await run(opened.desk, opened.id)
  await expectSafe(opened)
  return fateOf(opened, carrier)
}

async function isTold(carrier: Carrier, status: string, code?: string): Promise<Fate | string> {
  const opened = await open(carrier)
  await deliverSms(opened.desk.ctx, opened.id)
  const { provider_message_id } = await read(opened.id)
  await applyDeliveryStatus(opened.desk.ctx, { provider: carrier, provider_message_id, status, code })
  await run(opened.desk, opened.id)
  await expectSafe(opened)
  return fateOf(opened, carrier)
}

describe('every row of Twilio’s table', () => {
  it('is here', () => {
    const rows = [...Object.keys(TWILIO_AT_ONCE), ...Object.keys(TWILIO_LATER)]
    expect([...new Set(rows)].sort()).toEqual(Object.keys(TWILIO_ERRORS).sort())
  })

  it.each(Object.entries(TWILIO_AT_ONCE))('%s at once: %s', async (code, fate) => {
    expect(await meets('twilio', twilioError(Number(code), `About +14155550123: ${code}`))).toBe(fate)
  })

  it.each(Object.entries(TWILIO_LATER))('%s later: %s', async (code, fate) => {
    expect(await isTold('twilio', 'undelivered', code)).toBe(fate)
  })
})

describe('every row of AWS’s table', () => {
  it('is here', () => {
    const rows = [...Object.keys(AWS_AT_ONCE), ...Object.keys(AWS_LATER)]
    expect(rows.sort()).toEqual(Object.keys(AWS_ERRORS).sort())
  })

  it.each(Object.entries(AWS_AT_ONCE))('%s at once', async (code, [exception, fate]) => {
    const status = exception === 'InternalServerException' ? 500 : 400
    expect(await meets('aws', awsError(exception, code === exception ? undefined : code, status))).toBe(fate)
  })

  it.each(Object.entries(AWS_LATER))('%s later: %s', async (event, fate) => {
    expect(await isTold('aws', event)).toBe(fate)
  })
})

describe('what comes from below the API', () => {
  it.each(['twilio', 'aws'] as const)('an answer of %s that is lost: unknown', async (carrier) => {
    const opened = await open(carrier)
    if (carrier === 'twilio') carriers.twilio.failNext({ connection: 'hang_up', isTextKept: true })
    else carriers.aws.failNext({ connection: 'hang_up', isTextKept: true })
    await deliverSms(opened.desk.ctx, opened.id)
    await expectSafe(opened)
    expect(await fateOf(opened, carrier)).toBe('unknown')
  })
})
