import { beforeEach, describe, expect, it } from 'vitest'
import { actingAs } from '#lib/core/context.ts'
import { type AlertThresholds, CLEAR_AFTER_MS, DEFAULT_THRESHOLDS } from '#lib/domain/operations/alert.ts'
import { makeConversation } from '#lib/test/agents.ts'
import { ALL_OFF, alertWebhook, clearAlerts, haveWaiting, setAlerts } from '#lib/test/alerts.ts'
import { keyActor, staffActor, type TestCtx, testCtx } from '#lib/test/context.ts'
import { makeClinic } from '#lib/test/factories.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { makePeer } from '#lib/test/peers.ts'
import { auditOf, refusal } from '#lib/test/scheduling.ts'
import { evaluateAlerts } from './evaluate.ts'
import { getAlertSettings } from './get-settings.ts'
import { listAlerts } from './list.ts'
import { saveAlertSettings } from './save-settings.ts'
import { testAlertWebhook } from './test-webhook.ts'

const { db } = openTestDatabase()
const MINUTE_MS = 60_000

let ctx: TestCtx
beforeEach(async () => {
  ctx = testCtx(db())
  await clearAlerts(db())
})

const evaluate = (of: TestCtx = ctx) => evaluateAlerts(of, 0)
const alerts = () => db().alert.findMany({ include: { posts: true }, orderBy: { opened_at: 'asc' } })

describe('alert settings', () => {
  const admin = async () => {
    const all = (await db().clinic.findMany()).map(({ id }) => id)
    return actingAs(ctx, staffActor('admin', all))
  }

  it('are the defaults until somebody sets them', async () => {
    expect(await getAlertSettings(ctx)).toEqual({
      thresholds: DEFAULT_THRESHOLDS,
      webhook_url: null,
      updated_by: null,
      updated_at: null,
      version: 0,
    })
    await db().alertSettings.create({
      data: { id: 1, thresholds: { queue_depth: 7 }, updated_by: 'x', updated_at: new Date() },
    })
    expect((await getAlertSettings(ctx)).thresholds).toEqual({ ...DEFAULT_THRESHOLDS, queue_depth: 7 })
  })

  it('show the signing secret once, keep it sealed, and forget it with the address', async () => {
    const by = await admin()
    const thresholds = { ...DEFAULT_THRESHOLDS, no_worker: null }
    const save = (fields: object) =>
      saveAlertSettings(by, { thresholds, webhook_url: 'http://127.0.0.1:9/hook', ...fields })
    const first = await save({})
    expect(first.signing_secret).toMatch(/^whsec_/)
    const { signing_secret: _, ...view } = first
    expect(await getAlertSettings(by)).toEqual(view)
    const row = await db().alertSettings.findUniqueOrThrow({ where: { id: 1 } })
    expect(JSON.stringify(row)).not.toContain(first.signing_secret!.slice(6))
    expect((await save({})).signing_secret).toBeNull()
    expect((await save({ rotate_secret: true })).signing_secret).not.toBe(first.signing_secret)
    expect((await save({ webhook_url: null })).signing_secret).toBeNull()
    expect(await db().alertSettings.findUniqueOrThrow({ where: { id: 1 } })).toMatchObject({
      webhook_url: null,
      webhook_secret_sealed: null,
    })
    const events = await db().auditEvent.findMany({ where: { action: 'alert.settings_changed' } })
    expect(JSON.stringify(events.map(({ detail }) => detail))).not.toMatch(/whsec_|127\.0\.0\.1/)
    expect(events.at(0)?.detail).toMatchObject({ thresholds: { no_worker: null } })
  })

  it('refuse an address that may not be called, and limits that make no sense', async () => {
    const bad = saveAlertSettings(ctx, { thresholds: ALL_OFF, webhook_url: 'https://169.254.169.254/' })
    expect((await refusal(bad, 'invalid_input')).field).toBe('webhook_url')
    const zero = saveAlertSettings(ctx, { thresholds: { ...ALL_OFF, queue_depth: 0 }, webhook_url: null })
    expect((await refusal(zero, 'invalid_input')).field).toBe('thresholds.queue_depth')
    const partial = saveAlertSettings(ctx, { thresholds: {} as AlertThresholds, webhook_url: null })
    await refusal(partial, 'invalid_input')
    expect(await db().alertSettings.count()).toBe(0)
  })

  it('are for administrators of every clinic', async () => {
    const [here] = [await makeClinic(ctx), await makeClinic(ctx)]
    const input = { thresholds: ALL_OFF, webhook_url: 'https://169.254.169.254/' }
    const few = actingAs(ctx, staffActor('admin', [here.id]))
    const all = (await db().clinic.findMany()).map(({ id }) => id)
    const scheduler = actingAs(ctx, staffActor('scheduler', all))
    await refusal(saveAlertSettings(scheduler, input), 'forbidden')
    await refusal(saveAlertSettings(few, { ...input, webhook_url: null }), 'forbidden')
    for (const who of [few, scheduler]) {
      await refusal(getAlertSettings(who), 'forbidden')
      await refusal(testAlertWebhook(who), 'forbidden')
    }
    expect(await db().alertSettings.count()).toBe(0)
  })
})

describe('evaluateAlerts', () => {
  it('opens an alert once, keeps it up to date, and closes it once it has been calm for a minute', async () => {
    await setAlerts(ctx, { queue_depth: 3 })
    const clinic = await makeClinic(ctx)
    const peer = await makePeer(ctx, clinic.id)
    await haveWaiting(ctx, peer, 2)
    expect(await evaluate()).toBe(0)
    await haveWaiting(ctx, peer, 3)
    expect(await evaluate()).toBe(1)
    await haveWaiting(ctx, peer, 5)
    ctx.advance(MINUTE_MS)
    expect(await evaluate()).toBe(0)
    const [open] = await alerts()
    expect(open).toMatchObject({
      kind: 'queue_depth',
      subject: peer.id,
      clinic_id: clinic.id,
      message: `5 messages wait for ${peer.name}; the limit is 3.`,
      last_seen_at: new Date(ctx.systemNow()),
      closed_at: null,
      posts: [],
    })
    await auditOf(db(), 'alert.opened', open!.id)

    await haveWaiting(ctx, peer, 0)
    ctx.advance(CLEAR_AFTER_MS - 1)
    expect(await evaluate()).toBe(0)
    ctx.advance(1)
    expect(await evaluate()).toBe(1)
    expect((await alerts()).map(({ closed_at }) => closed_at)).toEqual([new Date(ctx.systemNow())])
    await auditOf(db(), 'alert.closed', open!.id)
  })

  it('is one alert while it goes up and down, and another one when it comes back later', async () => {
    await setAlerts(ctx, { queue_depth: 1 })
    const peer = await makePeer(ctx, null)
    for (const count of [1, 0, 1, 0, 1]) {
      await haveWaiting(ctx, peer, count)
      await evaluate()
      ctx.advance(CLEAR_AFTER_MS / 2)
    }
    expect(await alerts()).toHaveLength(1)
    await haveWaiting(ctx, peer, 0)
    ctx.advance(CLEAR_AFTER_MS)
    await evaluate()
    await haveWaiting(ctx, peer, 1)
    await evaluate()
    expect((await alerts()).map(({ closed_at }) => closed_at === null)).toEqual([false, true])
  })

  it('opens and closes once when many processes look at the same time', async () => {
    const hook = await alertWebhook(ctx, { queue_depth: 1 })
    const peer = await makePeer(ctx, null)
    await haveWaiting(ctx, peer, 1)
    await Promise.all(Array.from({ length: 8 }, () => evaluate()))
    await evaluate()
    await haveWaiting(ctx, peer, 0)
    ctx.advance(CLEAR_AFTER_MS)
    await Promise.all(Array.from({ length: 8 }, () => evaluate()))
    const [alert, ...others] = await alerts()
    expect(others).toEqual([])
    expect(alert!.posts.map(({ event }) => event).sort()).toEqual(['closed', 'opened'])
    await auditOf(db(), 'alert.opened', alert!.id)
    await auditOf(db(), 'alert.closed', alert!.id)
    await hook.close()
  })

  it('closes what was switched off', async () => {
    await setAlerts(ctx, { queue_depth: 1 })
    const peer = await makePeer(ctx, null)
    await haveWaiting(ctx, peer, 1)
    await evaluate()
    await setAlerts(ctx, {})
    ctx.advance(CLEAR_AFTER_MS)
    expect(await evaluate()).toBe(1)
  })

  it('misses outside agents that fell silent, but not those that nobody could hear yet', async () => {
    await setAlerts(ctx, { stale_agents: 5 })
    const peer = await makePeer(ctx, null)
    const held = await makePeer(ctx, null)
    await db().agent.update({ where: { id: held.id }, data: { status: 'maintenance' } })
    ctx.advance(5 * MINUTE_MS + 1)
    expect(await evaluateAlerts(ctx, ctx.systemNow())).toBe(0)
    expect(await evaluate()).toBe(1)
    expect((await alerts()).map(({ kind, subject }) => [kind, subject])).toEqual([['stale_agents', peer.id]])
  })

  it('misses workers: web processes are none, and what was before this process is not held against them', async () => {
    await setAlerts(ctx, { no_worker: 30 })
    const beat = (role: string) =>
      db().workerHeartbeat.create({
        data: {
          id: ctx.newId(),
          role,
          host: 'test',
          pid: 1,
          clock_offset_ms: 0n,
          started_at: new Date(ctx.systemNow()),
          beat_at: new Date(ctx.systemNow()),
        },
      })
    await beat('both')
    ctx.advance(30_000)
    expect(await evaluate()).toBe(0)
    await beat('web')
    ctx.advance(1)
    expect(await evaluateAlerts(ctx, ctx.systemNow())).toBe(0)
    expect(await evaluate()).toBe(1)
    expect((await alerts())[0]).toMatchObject({ kind: 'no_worker', subject: 'all', clinic_id: null })
    await beat('worker')
    ctx.advance(CLEAR_AFTER_MS)
    await beat('worker')
    expect(await evaluate()).toBe(1)
  })

  it('judges an agent by the tries of the last quarter of an hour', async () => {
    await setAlerts(ctx, { failure_rate: 50 })
    const peer = await makePeer(ctx, null)
    await haveWaiting(ctx, peer, 1)
    const { id: agent_message_id } = await db().agentMessage.findFirstOrThrow({
      where: { to_agent_id: peer.id },
    })
    let attempt = 0
    const tries = (count: number, status: string, ageMs = 0) =>
      db().deliveryAttempt.createMany({
        data: Array.from({ length: count }, () => {
          attempt += 1
          const attempted_at = new Date(ctx.now() - ageMs)
          return { id: ctx.newId(), agent_message_id, attempt, status, attempted_at }
        }),
      })
    await tries(20, 'timeout', 15 * MINUTE_MS)
    await tries(6, 'success')
    await tries(5, 'failed')
    expect(await evaluate()).toBe(0)
    await tries(1, 'timeout')
    expect(await evaluate()).toBe(1)
    expect((await alerts())[0]?.message).toBe(
      `6 of the last 12 tries to hand ${peer.name} a message failed (50 % within 15 minutes).`,
    )
  })

  it('says which clinic’s conversations wait for staff, without naming anybody', async () => {
    await setAlerts(ctx, { replies_unanswered: 30 })
    const { conversation, clinic, patient } = await makeConversation(ctx)
    const since = new Date(ctx.now() - 30 * MINUTE_MS)
    await db().conversation.update({
      where: { id: conversation.id },
      data: { needs_staff_reason: 'asked_question', needs_staff_since: since },
    })
    expect(await evaluate()).toBe(1)
    const [alert] = await alerts()
    expect(alert).toMatchObject({ kind: 'replies_unanswered', clinic_id: clinic.id })
    expect(alert!.message).toContain(clinic.name)
    expect(alert!.message).not.toContain(patient.last_name)
  })
})

describe('listAlerts', () => {
  it('shows the clinic’s own and those of the installation, newest first, a page at a time', async () => {
    const [here, there] = [await makeClinic(ctx), await makeClinic(ctx)]
    await setAlerts(ctx, { queue_depth: 1 })
    for (const clinicId of [here.id, there.id, null]) {
      await haveWaiting(ctx, await makePeer(ctx, clinicId), 1)
      ctx.advance(1_000)
      await evaluate()
    }
    const clerk = actingAs(ctx, staffActor('viewer', [here.id]))
    const key = actingAs(ctx, keyActor(['agents:read'], [here.id]))
    const clinicsOf = async (who: TestCtx, query = {}) =>
      (await listAlerts(who, query)).items.map(({ clinic_id }) => clinic_id)
    expect(await clinicsOf(ctx)).toEqual([null, there.id, here.id])
    expect(await clinicsOf(clerk)).toEqual([null, here.id])
    expect(await clinicsOf(key)).toEqual([here.id])
    expect(await clinicsOf(ctx, { status: 'closed' })).toEqual([])
    const first = await listAlerts(ctx, { limit: 2, status: 'open' })
    expect(first.items).toHaveLength(2)
    expect(await clinicsOf(ctx, { limit: 2, cursor: first.next_cursor })).toEqual([here.id])
    await refusal(listAlerts(actingAs(ctx, keyActor(['messages:*'], 'all'))), 'forbidden')
  })
})
