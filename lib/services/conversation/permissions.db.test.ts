import { beforeEach, describe, expect, it } from 'vitest'
import type { Ctx } from '#lib/core/context.ts'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { type Desk, makeDesk, offerThree, TUESDAY } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { keyOf, strangerTo, viewerOf } from '#lib/test/outsiders.ts'
import { refusal } from '#lib/test/scheduling.ts'
import { previewOffer } from '../offer/preview.ts'
import { sendOffer } from '../offer/send.ts'
import { withdrawOffer } from '../offer/withdraw.ts'
import { getPatient } from '../patient/get.ts'
import { listPatients } from '../patient/list.ts'
import { savePatient } from '../patient/save.ts'
import { previewStaffText } from '../sms/preview.ts'
import { retryText } from '../sms/retry.ts'
import { sendStaffText } from '../sms/send-staff-text.ts'
import { simulateReply } from '../sms/simulate.ts'
import { closeConversation } from './close.ts'
import { getConversation } from './get.ts'
import { listConversations } from './list.ts'
import { requestSlots } from './request-slots.ts'
import { handBack, takeOver } from './take-over.ts'

const { db } = openTestDatabase()

interface Scene extends Desk {
  conversation_id: string
  offer_id: string
  message_id: string
}
let scene: Scene
beforeEach(async () => {
  const desk = await makeDesk(testCtx(db()))
  const { conversation, offer, message_id } = await offerThree(desk)
  await drain(desk.ctx)
  scene = { ...desk, conversation_id: conversation.id, offer_id: offer.id, message_id }
})

type Verb = (ctx: Ctx, scene: Scene) => Promise<unknown>

const offerInput = ({ clinic, patient, providers }: Scene) => ({
  clinic_id: clinic.id,
  patient_id: patient.id,
  slots: [{ provider_id: providers[1]!.id, starts_at: TUESDAY('16:00') }],
})
const textInput = ({ clinic, patient }: Scene) => ({
  clinic_id: clinic.id,
  patient_id: patient.id,
  text: 'Hello',
})
const patientInput = (scene: Scene) => ({
  clinic_id: scene.clinic.id,
  first_name: 'Eve',
  last_name: 'Intruder',
  phone_number: '+12125550188',
})

const WRITES: Record<string, [name: string, verb: Verb]> = {
  sendOffer: ['offer.send', (ctx, it) => sendOffer(ctx, offerInput(it))],
  withdrawOffer: ['offer.withdraw', (ctx, it) => withdrawOffer(ctx, { offer_id: it.offer_id })],
  takeOver: ['conversation.take_over', takeOver],
  handBack: ['conversation.hand_back', handBack],
  closeConversation: ['conversation.close', closeConversation],
  requestSlots: ['conversation.request_slots', requestSlots],
  sendStaffText: ['text.send', (ctx, it) => sendStaffText(ctx, textInput(it))],
  retryText: ['text.retry', retryText],
  simulateReply: ['text.simulate', (ctx, it) => simulateReply(ctx, { ...it, text: '2' })],
  'savePatient, a new one': ['patient.save', (ctx, it) => savePatient(ctx, patientInput(it))],
  'savePatient, a known one': [
    'patient.save',
    (ctx, it) => savePatient(ctx, { ...patientInput(it), patient_id: it.patient.id }),
  ],
}
const READS: Record<string, Verb> = {
  getConversation: (ctx, it) => getConversation(ctx, it.conversation_id),
  getPatient: (ctx, it) => getPatient(ctx, it.patient.id),
  listConversations: (ctx, it) => listConversations(ctx, { clinic_id: it.clinic.id }),
  listPatients: (ctx, it) => listPatients(ctx, { clinic_id: it.clinic.id }),
  previewOffer: (ctx, it) => previewOffer(ctx, offerInput(it)),
  previewStaffText: (ctx, it) => previewStaffText(ctx, textInput(it)),
}

/** Everything that a verb of these could have changed. */
async function everything() {
  const [conversations, offers, texts, patients, messages] = await Promise.all([
    db().conversation.findMany({ orderBy: { id: 'asc' } }),
    db().offer.findMany({ orderBy: { id: 'asc' } }),
    db().smsMessage.findMany({ orderBy: { id: 'asc' } }),
    db().patient.findMany({ orderBy: { id: 'asc' } }),
    db().agentMessage.count(),
  ])
  return { conversations, offers, texts, patients, messages }
}

describe.each(Object.entries(WRITES))('%s', (_title, [name, verb]) => {
  it('is forbidden to a viewer, changes nothing, and is audited as refused', async () => {
    const before = await everything()
    const viewer = viewerOf(scene)
    await refusal(verb(viewer, scene), 'forbidden')
    expect(await everything()).toEqual(before)
    const denials = await db().auditEvent.findMany({ where: { actor_id: viewer.actor.id } })
    expect(denials).toMatchObject([{ action: name, is_denied: true }])
  })

  it('finds nothing in a clinic that is not the caller’s, and changes nothing', async () => {
    const stranger = await strangerTo(scene)
    const before = await everything()
    await refusal(verb(stranger, scene), 'not_found')
    expect(await everything()).toEqual(before)
  })
})

describe.each(Object.entries(READS))('%s', (_title, read) => {
  it('is open to a viewer', async () => {
    await expect(read(viewerOf(scene), scene)).resolves.toBeDefined()
  })

  it('finds nothing in a clinic that is not the caller’s', async () => {
    await refusal(read(await strangerTo(scene), scene), 'not_found')
  })

  it('is forbidden to a key without the scope', async () => {
    const key = keyOf(scene)
    const blind = { ...key, actor: { ...key.actor, permissions: new Set(['sms:send'] as const) } }
    await refusal(read(blind, scene), 'forbidden')
  })
})

describe('while staff have the conversation', () => {
  beforeEach(() => takeOver(scene.clerk, scene))

  it.each(['sendOffer', 'withdrawOffer', 'closeConversation', 'sendStaffText', 'retryText'])(
    '%s is refused to a key',
    async (title) => {
      await db().smsMessage.update({ where: { id: scene.message_id }, data: { state: 'failed' } })
      const before = await everything()
      await refusal(WRITES[title]![1](keyOf(scene), scene), 'staff_has_it')
      expect(await everything()).toEqual(before)
    },
  )

  it.each(['takeOver', 'handBack'])(
    '%s is for people only, and a key that tries is audited',
    async (title) => {
      const key = keyOf(scene)
      await refusal(WRITES[title]![1](key, scene), 'forbidden')
      expect(await db().auditEvent.count({ where: { actor_id: key.actor.id, is_denied: true } })).toBe(1)
      const row = await db().conversation.findUniqueOrThrow({ where: { id: scene.conversation_id } })
      expect(row.taken_over_by).toBe(scene.clerk.actor.id)
    },
  )
})
