import { expect, it } from 'vitest'
import type { RunningAgents } from '#lib/bus/handler.ts'
import { logger } from '#lib/logger.ts'
import { requestSlots } from '#lib/services/conversation/request-slots.ts'
import { drain } from '#lib/test/drain.ts'
import { addConversation, addProvider, expectNoOverlapAndNoDeadlock, openRacecourse } from '#lib/test/race.ts'
import { handleConversation } from './handle.ts'
import { BUILTIN_HANDLERS } from './registry.ts'

logger.level = 'silent'
const course = openRacecourse()
const PATIENTS = 12

it('patients who are offered the same times at once all get times, each of them their own', async () => {
  const { db, ctx, service } = course
  await addProvider(course)
  const ids: string[] = []
  for (const patient of course.patients.slice(0, PATIENTS)) {
    const id = await addConversation(course, patient)
    await db.conversation.update({ where: { id }, data: { service_type_id: service.id } })
    await requestSlots(ctx, { conversation_id: id })
    ids.push(id)
  }
  // All searches are done before the first offer is made, so that each was answered with the best times.
  const { 'user-agent': _waits, ...others } = BUILTIN_HANDLERS
  await drain(ctx, others as RunningAgents)
  await Promise.all(ids.map((id) => handleConversation(ctx, id, BUILTIN_HANDLERS)))
  await drain(ctx)
  const offers = await db.offer.findMany({
    where: { conversation_id: { in: ids }, state: 'open' },
    include: { options: true },
  })
  expect(offers).toHaveLength(PATIENTS)
  expect(await db.conversation.count({ where: { id: { in: ids }, status: 'needs_staff' } })).toBe(0)
  await expectNoOverlapAndNoDeadlock(course)
})
