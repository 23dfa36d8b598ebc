import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { App } from '#lib/compose.ts'
import { logger } from '#lib/logger.ts'
import { createApiKey } from '#lib/services/api-key/create.ts'
import { findSlots } from '#lib/services/appointment/find-slots.ts'
import { advanceClock } from '#lib/services/clock/advance.ts'
import { sendOffer } from '#lib/services/offer/send.ts'
import { simulateReply } from '#lib/services/sms/simulate.ts'
import { joinWaitingList } from '#lib/services/waiting-list/join.ts'
import { makeFrontDesk, makePatient } from '#lib/test/factories.ts'
import { startLiveApp } from '#lib/test/live-app.ts'
import { type PeerProcess, startPeerProcess } from '#lib/test/peer-process.ts'
import { serveApp } from '#lib/test/serve-app.ts'
import { createTestDatabase, type TestDatabase } from '#lib/test/template-database.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { type RunningProcess, startProcess } from '#lib/worker/start.ts'

logger.level = 'silent'
/** Beyond AGENT_REPLY_TIMEOUT. */
const TOO_LATE_MINUTES = 3
const PATIENCE_MS = 90_000

let database: TestDatabase
let app: App
let worker: RunningProcess
let server: Awaited<ReturnType<typeof serveApp>>
let peer: PeerProcess | null = null

beforeEach(async () => {
  database = await createTestDatabase()
  app = await startLiveApp(database.url)
  worker = await startProcess(app, { role: 'both' })
  server = await serveApp(app)
})
afterEach(async () => {
  await peer?.stop()
  peer = null
  await server.close()
  await worker.stop()
  await app.stop()
  await database.drop()
})

/** A desk whose patient prefers the provider that a running peer keeps, and an offer of another provider's times. */
async function openDesk(mode: 'serve' | 'poll', behaviour: string) {
  const ctx = app.systemCtx()
  const desk = await makeFrontDesk(ctx)
  const [own, kept] = desk.providers as [(typeof desk.providers)[number], (typeof desk.providers)[number]]
  const clinic_id = desk.clinic.id
  const { key } = await createApiKey(ctx, { name: 'For partners', scopes: ['agents:write'], clinic_id })
  peer = await startPeerProcess({ url: server.url, key, name: 'dr-lee', mode, behaviour })
  await app.db.provider.update({ where: { id: kept.id }, data: { agent_id: peer.id } })
  await app.db.patient.update({ where: { id: desk.patient.id }, data: { preferred_provider_id: kept.id } })
  const { suggested } = await findSlots(ctx, { clinic_id, service_type_id: desk.service.id })
  const { conversation } = await sendOffer(ctx, {
    clinic_id,
    patient_id: desk.patient.id,
    service_type_id: desk.service.id,
    slots: suggested.slice(0, 1).map(({ provider_id, starts_at }) => ({ provider_id, starts_at })),
  })
  return { ...desk, own, kept, id: conversation.id, peer }
}

const reply = (id: string, text: string) => simulateReply(app.systemCtx(), { conversation_id: id, text })
const tooLate = () => advanceClock(app.systemCtx(), { minutes: TOO_LATE_MINUTES })
const offers = (id: string) =>
  app.db.offer.findMany({
    where: { conversation_id: id },
    orderBy: { id: 'asc' },
    include: { options: true },
  })
const visits = (id: string) =>
  app.db.appointment.findMany({ where: { conversation_id: id, state: 'booked' } })
const countTexts = (id: string, kind: string) =>
  app.db.smsMessage.count({
    where: { conversation_id: id, kind, direction: 'outbound', state: { in: ['sent', 'delivered'] } },
  })
const failedAnswers = (id: string) =>
  app.db.agentMessage.count({ where: { conversation_id: id, state: 'failed', from: { is_builtin: false } } })

/** The newest offer, once its text is out. */
const offerNumber = (id: string, count: number) =>
  waitFor(`offer ${count}`, async () => {
    if ((await countTexts(id, 'offer')) < count) return null
    const all = await offers(id)
    return all.length === count ? all.at(-1) : null
  })

async function expectConfirmed(id: string, providerId: string): Promise<void> {
  await waitFor('the confirmation', async () => (await countTexts(id, 'confirmation')) > 0)
  expect(await visits(id)).toMatchObject([{ provider_id: providerId }])
  expect(await countTexts(id, 'confirmation')).toBe(1)
}

const providersOf = (offer: { options: { provider_id: string }[] }) => [
  ...new Set(offer.options.map((option) => option.provider_id)),
]
const firstNumber = (offer: { options: { reply_number: number }[] }) =>
  String(Math.min(...offer.options.map((option) => option.reply_number)))

describe.each(['serve', 'poll'] as const)('a peer that has its messages by: %s', (mode) => {
  it(
    'has its times offered, and books what the patient chooses, down to the confirmation text',
    async () => {
      const { id, kept, peer } = await openDesk(mode, 'normal')
      await reply(id, 'none of these')
      const offer = await offerNumber(id, 2)
      expect(providersOf(offer)).toEqual([kept.id])
      await reply(id, firstNumber(offer))
      await expectConfirmed(id, kept.id)
      const heard = await peer.saw('got', 'REQUEST_BOOKING')
      expect(heard.content).toMatchObject({ slot_details: { provider_id: kept.id } })
      const processed = await waitFor('both questions to be processed', async () => {
        const where = { to_agent_id: peer.id, state: 'processed' as const }
        return (await app.db.agentMessage.count({ where })) === 2
      })
      expect(processed).toBe(true)
      expect(peer.events.filter(({ event }) => event === 'refused' || event === 'forged')).toEqual([])
    },
    PATIENCE_MS,
  )

  it(
    'says everything twice, and is counted once',
    async () => {
      const { id, kept, peer } = await openDesk(mode, 'twice')
      await reply(id, 'none of these')
      const offer = await offerNumber(id, 2)
      await reply(id, firstNumber(offer))
      await expectConfirmed(id, kept.id)
      await peer.saw('sent', 'BOOKING_RESULT', 2)
      await waitFor('both second answers to be refused', async () => (await failedAnswers(id)) === 2)
      expect(await offers(id)).toHaveLength(2)
      expect(await visits(id)).toHaveLength(1)
      expect(peer.events.some(({ message_type }) => message_type === 'CANCEL_APPOINTMENT')).toBe(false)
    },
    PATIENCE_MS,
  )

  it(
    'refuses the booking, then has no times: the patient gets times of another provider',
    async () => {
      const { id, own, peer } = await openDesk(mode, 'normal')
      await reply(id, 'none of these')
      const offer = await offerNumber(id, 2)
      peer.tell('behaviour refuse')
      await reply(id, firstNumber(offer))
      const fresh = await offerNumber(id, 3)
      expect(providersOf(fresh)).toEqual([own.id])
      await peer.saw('sent', 'AVAILABILITY', 2)
      await reply(id, firstNumber(fresh))
      await expectConfirmed(id, own.id)
    },
    PATIENCE_MS,
  )

  it(
    'answers late but in time, and is waited for',
    async () => {
      const { id, kept, peer } = await openDesk(mode, 'late')
      await reply(id, 'none of these')
      await peer.saw('got', 'QUERY_AVAILABILITY')
      expect(await offers(id)).toHaveLength(1)
      peer.tell('release')
      const offer = await offerNumber(id, 2)
      await reply(id, firstNumber(offer))
      await peer.saw('got', 'REQUEST_BOOKING')
      expect(await visits(id)).toEqual([])
      peer.tell('release')
      await expectConfirmed(id, kept.id)
    },
    PATIENCE_MS,
  )

  it(
    'answers too late: the patient has other times by then, and the booking is called off',
    async () => {
      const { id, own, peer } = await openDesk(mode, 'normal')
      await reply(id, 'none of these')
      const offer = await offerNumber(id, 2)
      peer.tell('behaviour late')
      await reply(id, firstNumber(offer))
      await peer.saw('got', 'REQUEST_BOOKING')
      await tooLate()
      const fresh = await offerNumber(id, 3)
      expect(providersOf(fresh)).toEqual([own.id])
      peer.tell('release')
      await peer.saw('got', 'CANCEL_APPOINTMENT')
      expect(await visits(id)).toEqual([])
      await reply(id, firstNumber(fresh))
      await expectConfirmed(id, own.id)
    },
    PATIENCE_MS,
  )

  it(
    'never answers: the patient gets times of another provider, and with none of those a person',
    async () => {
      const { id, own, peer } = await openDesk(mode, 'silent')
      await reply(id, 'none of these')
      await peer.saw('got', 'QUERY_AVAILABILITY')
      await tooLate()
      const fresh = await offerNumber(id, 2)
      expect(providersOf(fresh)).toEqual([own.id])
      await app.db.availability.deleteMany({ where: { provider_id: own.id } })
      await reply(id, 'none of these')
      await peer.saw('got', 'QUERY_AVAILABILITY', 2)
      await tooLate()
      await waitFor('the word to the patient', async () => (await countTexts(id, 'notice')) === 1)
      const conversation = await app.db.conversation.findUniqueOrThrow({ where: { id } })
      expect(conversation).toMatchObject({ status: 'needs_staff', needs_staff_reason: 'agent_silent' })
    },
    PATIENCE_MS,
  )
})

it(
  'a peer cancels a visit of its provider: the patient is told, and the peer hears that it is done',
  async () => {
    const { id, kept, peer } = await openDesk('poll', 'normal')
    await reply(id, 'none of these')
    await reply(id, firstNumber(await offerNumber(id, 2)))
    await expectConfirmed(id, kept.id)
    const [visit] = await visits(id)
    peer.tell(`cancel ${kept.id} ${visit!.starts_at.toISOString()}`)
    const told = await peer.saw('got', 'response')
    expect(told.content).toMatchObject({ status: 'CANCELLED_BY_PROVIDER', appointment_id: visit!.id })
    await waitFor('the text', async () => (await countTexts(id, 'confirmation')) === 2)
    expect(await visits(id)).toEqual([])
  },
  PATIENCE_MS,
)

/** A visit with the peer's provider, cancelled by the peer, and two patients who wait for such a time and were asked. */
async function freedByPeer() {
  const { id, kept, peer, clinic, service } = await openDesk('serve', 'normal')
  await app.db.serviceType.update({
    where: { id: service.id },
    data: { backfill_enabled: true, backfill_notice_minutes: 0 },
  })
  const waiting = [
    await makePatient(app.systemCtx(), clinic.id),
    await makePatient(app.systemCtx(), clinic.id),
  ]
  for (const { id: patient_id } of waiting) {
    await joinWaitingList(app.systemCtx(), { clinic_id: clinic.id, patient_id, service_type_id: service.id })
  }
  await reply(id, 'none of these')
  await reply(id, firstNumber(await offerNumber(id, 2)))
  await expectConfirmed(id, kept.id)
  const [visit] = await visits(id)
  peer.tell(`cancel ${kept.id} ${visit!.starts_at.toISOString()}`)
  const asked = await waitFor('both to be asked', async () => {
    const offered = await app.db.offer.findMany({
      where: { patient_id: { in: waiting.map((each) => each.id) }, state: 'open' },
    })
    const texts = await Promise.all(offered.map((offer) => countTexts(offer.conversation_id, 'offer')))
    return offered.length === 2 && texts.every((count) => count === 1) ? offered : null
  })
  return { kept, peer, asked: asked.map((offer) => offer.conversation_id) as [string, string] }
}

const opening = () => app.db.opening.findFirstOrThrow()
const statusOf = async (id: string) => (await app.db.conversation.findUniqueOrThrow({ where: { id } })).status

it(
  'a time that a peer frees is offered to who waits: the first to accept has it, the other is told',
  async () => {
    const { kept, asked } = await freedByPeer()
    await reply(asked[1], '1')
    await expectConfirmed(asked[1], kept.id)
    await waitFor('the word to the other', async () => (await countTexts(asked[0], 'notice')) === 1)
    expect(await visits(asked[0])).toEqual([])
    expect(await opening()).toMatchObject({ state: 'taken' })
  },
  PATIENCE_MS,
)

it(
  'a freed time that its keeper then refuses is over for everybody, and no booking seems under way',
  async () => {
    const { peer, asked } = await freedByPeer()
    peer.tell('behaviour refuse')
    await reply(asked[0], '1')
    for (const id of asked) {
      await waitFor('the word to both', async () => (await countTexts(id, 'notice')) === 1)
      expect(await visits(id)).toEqual([])
      expect(await statusOf(id)).toBe('cancelled')
    }
    expect(await opening()).toMatchObject({ state: 'gone' })
  },
  PATIENCE_MS,
)
