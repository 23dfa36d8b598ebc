import { readdirSync, readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { mutate } from '#lib/core/mutate.ts'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import { WAITING_STATES } from '#lib/domain/messaging/sms.ts'
import { logger } from '#lib/logger.ts'
import { phoneOf } from '#lib/services/patient/view.ts'
import { optOut } from '#lib/services/sms/opt-out.ts'
import { endEarlierWork } from '#lib/test/campaign.ts'
import { testCtx } from '#lib/test/context.ts'
import { makePatient } from '#lib/test/factories.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { settled, TEXT_PATHS, type TextPath, type TextScene } from '#lib/test/text-paths.ts'
import { makeBackfillDesk } from '#lib/test/waiting-list.ts'

logger.level = 'silent'
const { db } = openTestDatabase()

let desk: TextScene
beforeEach(async () => {
  await endEarlierWork(db())
  await db().opening.updateMany({ where: { state: 'open' }, data: { state: 'gone' } })
  await db().smsGatewayState.deleteMany()
  desk = await makeBackfillDesk(testCtx(db()))
})

/** How often a gateway was called for this phone, and what it can have delivered. */
const attemptsTo = (phoneIndex: string) =>
  db().smsAttempt.count({ where: { message: { phone_index: phoneIndex } } })

/** How many texts went to the phone by this path. A refusal that says why is no text. */
async function tryPath({ set, phone }: TextPath, isOptedOut: boolean): Promise<number> {
  if (phone) desk = { ...desk, patient: await makePatient(desk.ctx, desk.clinic.id, { phone_number: phone }) }
  const { phone_index } = desk.patient
  const act = await set(desk)
  // Only the ledger says no: nothing that waits is dropped, no offer ends.
  if (isOptedOut) {
    const where = { phone_index, state: { in: [...WAITING_STATES] } }
    const waiting = await db().smsMessage.findMany({ where })
    await mutate(desk.ctx, { name: 'test.opt_out', permission: null }, (tx) =>
      optOut(tx, {
        phone_index,
        phone_number: phoneOf(tx, desk.patient),
        source: 'staff',
        clinic_id: desk.clinic.id,
      }),
    )
    for (const { id, state, error_code, due_at } of waiting)
      await db().smsMessage.update({ where: { id }, data: { state, error_code, due_at } })
  }
  const before = await attemptsTo(phone_index)
  await act().catch((error: unknown) => {
    if (!isSwitchboardError(error, 'opted_out')) throw error
  })
  await settled(desk)
  await settled(desk)
  return (await attemptsTo(phone_index)) - before
}

describe.each(Object.entries(TEXT_PATHS))('%s', (_name, path) => {
  it('reaches a phone that may be texted', async () => {
    expect(await tryPath(path, false)).toBeGreaterThan(0)
  })
  it('never reaches one that has opted out', async () => {
    expect(await tryPath(path, true)).toBe(0)
  })
})

it('every file that queues a text stands in the table', () => {
  const lib = new URL('../', import.meta.url)
  const queueing = readdirSync(lib, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|^test\/|^db\/generated/.test(file))
    .filter((file) => /import \{[^}]*\bqueueText\b/.test(readFileSync(new URL(file, lib), 'utf8')))
    .map((file) => file.replace(/\.ts$/, ''))
  const tried = new Set(Object.values(TEXT_PATHS).map(({ by }) => by))
  expect(queueing.filter((file) => !tried.has(file))).toEqual([])
})
