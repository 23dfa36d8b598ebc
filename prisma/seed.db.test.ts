import { expect, it } from 'vitest'
import { createSealer } from '#lib/db/seal.ts'
import { CONVERSATION_STATUSES } from '#lib/domain/messaging/schema.ts'
import { TEST_KEY } from '#lib/test/live-app.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { DEMO_STORIES } from './demo/conversations.ts'
import { seedDemo } from './seed.ts'

const NOON = Date.parse('2026-11-21T17:00:00Z')
/** The seeding plays a day and a half of texts; the limit is for a busy machine, not a measure. */
const SEED_TIMEOUT_MS = 180_000
const { db } = openTestDatabase()

it(
  'makes the demo clinic once, with a conversation in every state that a clerk meets',
  async () => {
    const demo = { db: db(), sealer: createSealer(TEST_KEY), password: 'correct horse battery', now: NOON }
    expect(await seedDemo(demo)).toBe(true)
    expect(await seedDemo(demo)).toBe(false)
    expect(await db().clinic.count()).toBe(2)
    expect(new Set((await db().clinic.findMany()).map((clinic) => clinic.time_zone)).size).toBe(2)
    expect(await db().provider.count()).toBe(6)
    expect(await db().patient.count()).toBe(40)
    expect(new Set((await db().serviceType.findMany()).map((service) => service.name)).size).toBe(4)

    const conversations = await db().conversation.findMany()
    expect(conversations).toHaveLength(DEMO_STORIES.length)
    expect(new Set(conversations.map((conversation) => conversation.status))).toEqual(
      new Set(CONVERSATION_STATUSES),
    )
    const reasons = new Set(conversations.flatMap((conversation) => conversation.needs_staff_reason ?? []))
    expect([...reasons].sort()).toEqual(
      expect.arrayContaining(['opted_out_with_visit', 'text_not_delivered', 'urgent']),
    )
    expect(conversations.some((conversation) => conversation.taken_over_by !== null)).toBe(true)

    expect(await db().waitingListEntry.count({ where: { state: 'waiting' } })).toBe(5)
    expect(await db().opening.count()).toBe(0)

    expect(await db().patient.count({ where: { language: 'es' } })).toBe(2)
    expect(await db().textTemplate.count({ where: { key: 'answer:parking', replaced_at: null } })).toBe(4)
    expect(await db().visitReminder.count({ where: { state: 'planned' } })).toBeGreaterThan(20)
    expect(await db().visitReminder.count({ where: { state: 'texted' } })).toBe(0)

    const visits = await db().appointment.findMany({ where: { state: { not: 'released' } } })
    expect(visits.filter((visit) => visit.starts_at.getTime() < NOON).length).toBeGreaterThan(50)
    expect(visits.filter((visit) => visit.starts_at.getTime() > NOON).length).toBeGreaterThan(100)
    expect(await db().agentMessage.count({ where: { state: { in: ['pending', 'delivered'] } } })).toBe(0)
    expect(await db().smsMessage.count({ where: { state: { in: ['queued', 'sending', 'unknown'] } } })).toBe(
      0,
    )
  },
  SEED_TIMEOUT_MS,
)
