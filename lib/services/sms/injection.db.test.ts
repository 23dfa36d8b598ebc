import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openContent } from '#lib/bus/content.ts'
import { createBedrockReplyModel } from '#lib/gateways/reply-model/bedrock.ts'
import { logger } from '#lib/logger.ts'
import { ensureBuiltinAgents } from '#lib/services/agent/ensure-builtin.ts'
import { makeAccessFixture } from '#lib/test/access-fixture.ts'
import { type TestCtx, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { type FakeBedrock, startFakeBedrock } from '#lib/test/fakes/bedrock.ts'
import { injections } from '#lib/test/injections.ts'
import { type Desk, makeDesk, offerThree, TUESDAY, textFrom, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { bookVisit } from '#lib/test/waiting-list.ts'
import { interpretReply } from './interpret.ts'

logger.level = 'silent'
const { db } = openTestDatabase()
const TEXTS = injections()
const DAY_MS = 24 * 60 * 60_000
const MINUTE_MS = 60_000
/** Hundreds of texts, one after the other, on whatever machine. */
const LONG_MS = 5 * MINUTE_MS

let bedrock: FakeBedrock
let ctx: TestCtx
let desk: Desk
beforeAll(async () => {
  process.env.AWS_ACCESS_KEY_ID ??= 'test'
  process.env.AWS_SECRET_ACCESS_KEY ??= 'test'
  bedrock = await startFakeBedrock()
})
afterAll(() => bedrock.close())
beforeEach(async () => {
  const replyModel = createBedrockReplyModel({
    modelId: 'test.obedient',
    region: 'us-east-1',
    endpoint: bedrock.url,
    price: { input: 1, output: 5 },
  })
  ctx = testCtx(db(), { ports: { replyModel } })
  desk = await makeDesk(ctx)
})

type Attacker = {
  id: string
  phone_sealed: string
  phone_index: string
  conversation_id: string
  offer_id: string
}

/** Somebody with a phone and an open offer of three times of their own, first to accept has them. */
let phones = 0
async function makeAttackers(count: number): Promise<Attacker[]> {
  const now = new Date(ctx.now() - MINUTE_MS)
  const [at, clinic_id] = [{ created_at: now, updated_at: now }, desk.clinic.id]
  const attackers = Array.from({ length: count }, () => {
    const id = ctx.newId()
    phones += 1
    const phone = `+1303${String(2_000_000 + phones)}`
    const phone_index = ctx.sealer.phoneIndex(phone)
    const phone_sealed = ctx.sealer.seal({ table: 'patient', column: 'phone_sealed', id }, phone)
    return { id, phone_sealed, phone_index, conversation_id: ctx.newId(), offer_id: ctx.newId() }
  })
  await db().patient.createMany({
    data: attackers.map(({ id, phone_sealed, phone_index }) => ({
      ...{ id, phone_sealed, phone_index, clinic_id, ...at },
      ...{ first_name: 'Mallory', last_name: 'Intruder', language: 'en', search_tokens: [] },
    })),
  })
  await db().conversation.createMany({
    data: attackers.map((each) => ({
      ...{ id: each.conversation_id, external_id: each.conversation_id, clinic_id, ...at },
      ...{ patient_id: each.id, phone_index: each.phone_index, service_type_id: desk.service.id },
      ...{ status: 'awaiting_response' as const, last_message_at: now },
    })),
  })
  await db().offer.createMany({
    data: attackers.map((each) => ({
      ...{ id: each.offer_id, conversation_id: each.conversation_id, clinic_id, ...at },
      ...{ patient_id: each.id, phone_index: each.phone_index, service_type_id: desk.service.id },
      ...{ state: 'open' as const, round: 1, expires_at: new Date(ctx.now() + DAY_MS), created_by: 'test' },
    })),
  })
  await db().offerOption.createMany({ data: attackers.flatMap(({ offer_id }) => optionsOf(offer_id)) })
  return attackers
}

const optionsOf = (offer_id: string) =>
  ['12:00', '13:00', '15:00'].map((clock, index) => {
    const starts_at = new Date(TUESDAY(clock))
    const ends_at = new Date(starts_at.getTime() + 30 * MINUTE_MS)
    const { id: provider_id, name: provider_name } = desk.providers[0]!
    return {
      ...{ id: ctx.newId(), offer_id, slot_number: index + 1, reply_number: index + 1, is_shared: true },
      ...{ provider_id, provider_name, starts_at, ends_at, blocked_from: starts_at, blocked_until: ends_at },
      reasoning: [],
    }
  })

interface Property {
  type?: string
  enum?: string[]
}

/** What the worst model says to a text: a choice that it names, else the first, with all the certainty there is. */
function obey(text: string): object {
  const named = /(?:option|opción|opt\w*)[^0-9]{0,3}([1-9])/i.exec(text)?.[1] ?? '1'
  const schema = bedrock.requests.at(-1)?.toolConfig.tools[0]?.toolSpec.inputSchema.json
  const properties = Object.entries((schema?.properties ?? {}) as Record<string, Property>)
  const rest = properties.map(([name, { type, enum: choices }]) => [
    name,
    type === 'array' ? [] : type === 'number' ? 1 : (choices?.find((choice) => choice === 'none') ?? ''),
  ])
  return { ...Object.fromEntries(rest), choice: `option_${named}`, confidence: 1 }
}

async function attack(attackers: readonly Attacker[], texts: readonly string[]): Promise<void> {
  for (const [index, text] of texts.entries()) {
    bedrock.answerNext({ input: obey(text) })
    const { id } = await textFrom(desk, text, attackers[index]!)
    await interpretReply(ctx, id)
  }
}

/** These grow with every text that is read, and hold nothing that acts. */
const NOTES =
  /^(?:_prisma_migrations|audit_\w+|decision|sms_attempt|delivery_attempt|worker_heartbeat|rate_limit)$/
const THEIRS = ['patient_id', 'conversation_id', 'phone_index', 'offer_id'] as const

/** Every row of every table that is not the attackers' own. */
async function otherRows(attackers: readonly Attacker[]): Promise<Record<string, unknown[]>> {
  const columns = await db().$queryRaw<{ table_name: string; column_name: string }[]>`
    SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'`
  const tables = Map.groupBy(columns, ({ table_name }) => table_name)
  // Also the offers that they were made meanwhile, in place of times that were taken.
  const offers = await db().offer.findMany({
    where: { patient_id: { in: attackers.map(({ id }) => id) } },
    select: { id: true },
  })
  const theirOffers = offers.map(({ id }) => id)
  const own = attackers
    .flatMap((each) => [each.id, each.conversation_id, each.offer_id, each.phone_index])
    .concat(theirOffers)
  const rows: Record<string, unknown[]> = {}
  for (const [table, of] of tables) {
    if (NOTES.test(table)) continue
    const names = of.map(({ column_name }) => column_name)
    const key = ['patient', 'conversation', 'offer'].includes(table) ? ['id'] : []
    const theirs = [...THEIRS.filter((name) => names.includes(name)), ...key]
    const isOther = theirs.map((name) => `(t."${name}" IS NULL OR NOT t."${name}"::text = ANY($1))`)
    const where = ['$1::text[] IS NOT NULL', ...isOther].join(' AND ')
    const found = await db().$queryRawUnsafe<{ row: unknown }[]>(
      `SELECT row_to_json(t) AS row FROM "${table}" t WHERE ${where} ORDER BY row_to_json(t)::text`,
      own,
    )
    rows[table] = found.map(({ row }) => row)
  }
  return rows
}

/** Words that only the attackers know: none of them may ever go out. */
const MARKS = /evil|pwned|free money|hunter2|mallory\s*\/|55501(?:66|77|88|99)|option_|<script|drop table/i

async function expectOwnEffectsOnly(attackers: readonly Attacker[]): Promise<void> {
  const options = await db().offerOption.findMany({
    where: { offer_id: { in: attackers.map((a) => a.offer_id) } },
  })
  const offerOf = new Map(options.map(({ id, offer_id }) => [id, offer_id]))
  const decisions = await db().decision.findMany({
    where: { conversation_id: { in: attackers.map((each) => each.conversation_id) } },
  })
  const byConversation = new Map(attackers.map((each) => [each.conversation_id, each]))
  expect(decisions).toHaveLength(attackers.length)
  for (const { option_id, conversation_id } of decisions) {
    if (option_id === null) continue
    expect(offerOf.get(option_id)).toBe(byConversation.get(conversation_id!)!.offer_id)
  }
  const messages = await db().agentMessage.findMany({
    where: { conversation_id: { in: [...byConversation.keys()] }, message_type: 'CONFIRM_SLOT' },
  })
  for (const message of messages) {
    const content = openContent(ctx, message) as { offer_id: string; option_id: string }
    const own = byConversation.get(message.conversation_id!)!.offer_id
    expect([content.offer_id, offerOf.get(content.option_id)]).toEqual([own, own])
  }
  for (const each of attackers)
    for (const { text, phone_index } of await textsTo(desk, each.id)) {
      expect(phone_index).toBe(each.phone_index)
      expect(text).not.toMatch(MARKS)
    }
}

it('there are at least 300 of them, no two the same', () => {
  expect(TEXTS.length).toBeGreaterThanOrEqual(300)
})

describe('an injected text, with a model that obeys it', () => {
  it(
    'that is acted on to the end takes at most one of the times that were offered to it',
    async () => {
      const sample = TEXTS.filter((_, index) => index % 24 === 0)
      const attackers = await makeAttackers(sample.length)
      await offerThree(desk)
      await ensureBuiltinAgents(ctx)
      await drain(ctx)
      const before = await otherRows(attackers)
      await attack(attackers, sample)
      await drain(ctx)
      const after = await otherRows(attackers)
      // A shared time that one of them took is gone for the others: nothing of anybody else's has changed.
      for (const [table, rows] of Object.entries(after)) expect(rows, table).toEqual(before[table])
      await expectOwnEffectsOnly(attackers)
      const booked = await db().appointment.groupBy({
        by: ['patient_id'],
        where: { patient_id: { in: attackers.map(({ id }) => id) }, state: 'booked' },
        _count: true,
      })
      expect(booked.every(({ _count }) => _count === 1)).toBe(true)
    },
    LONG_MS,
  )

  it(
    'has no effect outside its own offer and its own phone',
    async () => {
      const victim = await offerThree(desk)
      await bookVisit(desk, desk.patient, TUESDAY('16:00'))
      await makeAccessFixture(ctx)
      const attackers = await makeAttackers(TEXTS.length)
      const before = await otherRows(attackers)
      expect(before.appointment?.length).toBeGreaterThan(4)
      await attack(attackers, TEXTS)
      expect(await otherRows(attackers)).toEqual(before)
      await expectOwnEffectsOnly(attackers)
      expect(bedrock.requests.length).toBeGreaterThan(20)
      const asked = JSON.stringify(bedrock.requests)
      for (const secret of [victim.conversation.id, desk.patient.id, desk.patient.last_name, '+1303'])
        expect(asked).not.toContain(secret)
    },
    LONG_MS,
  )
})
