import { describe, expect, it } from 'vitest'
import { mutate } from '#lib/core/mutate.ts'
import type { DecisionOutcome } from '#lib/domain/messaging/decision.ts'
import { type TestCtx, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { type Desk, makeDesk, offerThree, textFrom } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { overlappingPairs } from '#lib/test/scheduling.ts'
import { takeOver } from '../conversation/take-over.ts'
import { endOffer } from '../offer/end.ts'
import { phoneOf } from '../patient/view.ts'
import { interpretReply } from './interpret.ts'
import { optOut } from './opt-out.ts'

const { db } = openTestDatabase()
/** Each state is eighteen conversations; a busy machine may take its time. */
const PATIENCE_MS = 120_000

/** One text of every kind that the reader tells apart. */
const REPLIES = {
  'a choice': '2',
  'the choice made before': '1',
  'a change of mind': 'actually 3',
  'none of them': 'NONE',
  'two choices': '1 or 2',
  'a number that was not offered': '7',
  'a question': 'do I need to fast before it?',
  'a choice and a question': '2, where do I park?',
  'a wish for another time': 'could I come next friday instead',
  'a wish to cancel': 'please cancel my appointment',
  'a wrong number': 'you have the wrong number',
  'a reaction': 'Liked "Appointment times for Maria"',
  'nothing to read': '',
  'words without meaning': 'asdf jkl',
  HELP: 'HELP',
  START: 'START',
  STOP: 'STOP',
  'an emergency': '2 but I want to end my life',
} as const

/** Outcomes that are the whole answer: nothing more was due, or a person has the conversation. */
const EXPLAINED: readonly DecisionOutcome[] = ['under_way', 'left_to_staff', 'opted_in', 'opted_out', 'noted']

interface Scene extends Desk {
  reply: string
  sent: Awaited<ReturnType<typeof offerThree>>
}

async function makeScenes(ctx: TestCtx): Promise<Scene[]> {
  const scenes: Scene[] = []
  for (const reply of Object.keys(REPLIES)) {
    const desk = await makeDesk(ctx)
    scenes.push({ ...desk, reply, sent: await offerThree(desk) })
  }
  await drain(ctx)
  ctx.advance(60_000)
  return scenes
}

const end = (state: 'declined' | 'expired' | 'superseded' | 'cancelled') => async (scene: Scene) => {
  await mutate(scene.ctx, { name: 'test.end', permission: null }, async (tx) => {
    const offer = await tx.tx.offer.findUniqueOrThrow({ where: { id: scene.sent.offer.id } })
    await endOffer(tx, offer, state)
  })
}
async function answer(scene: Scene) {
  const { id } = await textFrom(scene, '1')
  await interpretReply(scene.ctx, id)
}
async function loseBooking(scene: Scene) {
  await answer(scene)
  await db().agentMessage.updateMany({
    where: { conversation_id: scene.sent.conversation.id, state: 'pending' },
    data: { state: 'failed' },
  })
}
async function leaveOpenButLate(scene: Scene) {
  // Of the offer's own clock only: the scenes share the other one.
  await db().offer.update({
    where: { id: scene.sent.offer.id },
    data: { expires_at: new Date(scene.ctx.now() - 1) },
  })
}
const stop = (scene: Scene) =>
  mutate(scene.ctx, { name: 'test.opt_out', permission: null }, (tx) =>
    optOut(tx, {
      phone_index: scene.patient.phone_index,
      phone_number: phoneOf(tx, scene.patient),
      source: 'staff',
      clinic_id: scene.clinic.id,
    }),
  )

interface State {
  arrange(scene: Scene): Promise<unknown>
  /** Work that is done before the reply comes. */
  isDrained?: boolean
  /** Visits that stand in the end, whatever the reply; without it, one when the reply was read as an option. */
  visits?: 0 | 1
}

const STATES: Record<string, State> = {
  open: { arrange: async () => undefined },
  'open, but its time is over': { arrange: leaveOpenButLate, visits: 0 },
  'answered, and the visit booked': { arrange: answer, isDrained: true, visits: 1 },
  'answered, and the booking under way': { arrange: answer, visits: 1 },
  'answered, and the booking lost': { arrange: loseBooking, visits: 0 },
  // No, then yes: the choice counts after all.
  declined: { arrange: end('declined') },
  expired: { arrange: end('expired'), visits: 0 },
  superseded: { arrange: end('superseded'), visits: 0 },
  cancelled: { arrange: end('cancelled'), visits: 0 },
  'open, while staff have the conversation': {
    arrange: (scene) => takeOver(scene.clerk, { conversation_id: scene.sent.conversation.id }),
    visits: 0,
  },
  'open, and the phone has opted out': { arrange: stop, visits: 0 },
}

const textsOf = (scene: Scene) =>
  db().smsMessage.findMany({
    where: { phone_index: scene.patient.phone_index, direction: 'outbound', state: { not: 'cancelled' } },
    select: { id: true },
  })
const staffAsked = (scene: Scene) =>
  db().auditEvent.count({ where: { action: 'conversation.staff_asked', clinic_id: scene.clinic.id } })

/** What is wrong with how a reply ended; null for an answer, a question to staff, or a reason. */
async function complaint(
  scene: Scene,
  state: State,
  before: { texts: number; asked: number; messageId: string },
): Promise<string | null> {
  const decisions = await db().decision.findMany({ where: { sms_message_id: before.messageId } })
  if (decisions.length !== 1) return `${decisions.length} decisions`
  const [decision] = decisions
  const message = await db().smsMessage.findUniqueOrThrow({ where: { id: before.messageId } })
  if (!message.interpreted_at || !message.conversation_id || !message.patient_id) return 'belongs to nobody'
  const visits = await db().appointment.count({ where: { patient_id: scene.patient.id, state: 'booked' } })
  const due = state.visits ?? (decision!.reading === 'option' ? 1 : 0)
  if (visits !== due) return `${visits} visits instead of ${due} (${decision!.outcome})`
  const isTexted = (await textsOf(scene)).length > before.texts
  const isStaffAsked = (await staffAsked(scene)) > before.asked
  const isExplained = EXPLAINED.includes(decision!.outcome as DecisionOutcome)
  return isTexted || isStaffAsked || isExplained ? null : `nothing came of ${decision!.outcome}`
}

describe.each(Object.entries(STATES))('a reply to an offer that is %s', (_title, state) => {
  it(
    'ends with one decision, and with a text, a question to staff, or a reason',
    async () => {
      const ctx = testCtx(db())
      const scenes = await makeScenes(ctx)
      for (const scene of scenes) await state.arrange(scene)
      if (state.isDrained) await drain(ctx)
      ctx.advance(60_000)
      const befores = []
      for (const scene of scenes) {
        const [texts, asked] = [(await textsOf(scene)).length, await staffAsked(scene)]
        const { id } = await textFrom(scene, REPLIES[scene.reply as keyof typeof REPLIES])
        befores.push({ texts, asked, messageId: id })
      }
      // Read before the agents go on, so that what was under way still is.
      for (const before of befores) await interpretReply(ctx, before.messageId)
      await drain(ctx)
      const complaints: Record<string, string> = {}
      for (const [index, scene] of scenes.entries()) {
        const wrong = await complaint(scene, state, befores[index]!)
        if (wrong) complaints[scene.reply] = wrong
      }
      expect(complaints).toEqual({})
      expect(await overlappingPairs(db())).toEqual([])
    },
    PATIENCE_MS,
  )
})
