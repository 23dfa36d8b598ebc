import type { Actor } from '#lib/core/context.ts'
import { cancelAppointment } from '#lib/services/appointment/cancel.ts'
import { findSlots } from '#lib/services/appointment/find-slots.ts'
import { closeConversation } from '#lib/services/conversation/close.ts'
import { takeOver } from '#lib/services/conversation/take-over.ts'
import { sendOffer } from '#lib/services/offer/send.ts'
import { phoneOf } from '#lib/services/patient/view.ts'
import { interpretReply } from '#lib/services/sms/interpret.ts'
import { receiveSms } from '#lib/services/sms/receive.ts'
import { sendStaffText } from '#lib/services/sms/send-staff-text.ts'
import type { MadeClinic } from './clinics.ts'
import type { DemoContext } from './context.ts'

const HOUR_MS = 60 * 60_000
/** Offered times start at least this far ahead, so that the waiting offers outlive the first day. */
const FIRST_OFFERED_MS = 36 * HOUR_MS
const OFFER_HOURS = 72

/** What happens, and how many hours before the seeding. */
type Step = { ago: number } & (
  | { kind: 'offer'; service: string; hours?: number }
  /** `isCutShort`: staff take the conversation over before the agents have booked. */
  | { kind: 'reply'; text: string; isCutShort?: boolean }
  | { kind: 'write'; text: string }
  | { kind: 'take_over' | 'close' | 'cancel_visit' }
)
interface Story {
  patient: string
  steps: Step[]
}

/** One story for every state that a clerk meets. */
export const DEMO_STORIES: readonly Story[] = [
  {
    patient: 'Anna Weiss',
    steps: [
      { ago: 3, kind: 'offer', service: 'Follow-up' },
      { ago: 0.05, kind: 'reply', text: 'my chest hurts, can i come at 2?' },
    ],
  },
  {
    patient: 'Maria Gonzalez',
    steps: [
      { ago: 0.5, kind: 'offer', service: 'Follow-up' },
      { ago: 0.1, kind: 'reply', text: 'Can I come at 11 instead?' },
    ],
  },
  { patient: 'Theo Brandt', steps: [{ ago: 0.2, kind: 'offer', service: 'Annual physical' }] },
  {
    patient: 'Priya Shah',
    steps: [
      { ago: 2, kind: 'offer', service: 'Follow-up' },
      { ago: 0.3, kind: 'reply', text: '2' },
    ],
  },
  {
    patient: 'Liam O’Connor',
    steps: [
      { ago: 4, kind: 'offer', service: 'Follow-up' },
      { ago: 0.6, kind: 'reply', text: 'None of these work sorry' },
    ],
  },
  { patient: 'Jin Kim', steps: [{ ago: 0.8, kind: 'offer', service: 'Follow-up' }] },
  {
    patient: 'Eva Castillo',
    steps: [
      { ago: 5, kind: 'offer', service: 'Annual physical' },
      { ago: 1.2, kind: 'reply', text: 'la 2 por favor' },
    ],
  },
  {
    patient: 'Rosa Nunez',
    steps: [
      { ago: 6, kind: 'offer', service: 'Follow-up' },
      { ago: 2.1, kind: 'reply', text: 'STOP' },
    ],
  },
  {
    patient: 'Dev Farrow',
    steps: [
      { ago: 26, kind: 'offer', service: 'Follow-up' },
      { ago: 8, kind: 'reply', text: '1' },
      { ago: 7.9, kind: 'reply', text: 'actually 3' },
    ],
  },
  { patient: 'Hanna Berg', steps: [{ ago: 30, kind: 'offer', service: 'New patient', hours: 24 }] },
  {
    patient: 'Noor Haddad',
    steps: [
      { ago: 20, kind: 'offer', service: 'Follow-up' },
      { ago: 18, kind: 'reply', text: 'the second one please' },
      { ago: 4.5, kind: 'cancel_visit' },
    ],
  },
  {
    patient: 'Tom Ito',
    steps: [
      { ago: 9, kind: 'offer', service: 'Annual physical' },
      { ago: 3.4, kind: 'reply', text: 'do i need to fast before?' },
      { ago: 3.2, kind: 'take_over' },
      {
        ago: 3.1,
        kind: 'write',
        text: 'Hi Tom, yes please: nothing but water for eight hours before the visit.',
      },
    ],
  },
  {
    patient: 'Ola Nilsen',
    steps: [
      { ago: 29, kind: 'offer', service: 'Follow-up' },
      { ago: 28, kind: 'reply', text: 'NONE' },
      { ago: 27, kind: 'reply', text: 'None of them' },
      { ago: 26.5, kind: 'reply', text: 'NONE' },
      { ago: 26, kind: 'write', text: 'Hi Ola, no problem. We will call you when January opens.' },
    ],
  },
  { patient: 'Iris Lam', steps: [{ ago: 5.5, kind: 'offer', service: 'Annual physical' }] },
  {
    patient: 'Omar Aziz',
    steps: [
      { ago: 7.5, kind: 'offer', service: 'Follow-up' },
      { ago: 6.5, kind: 'reply', text: '1', isCutShort: true },
    ],
  },
  {
    patient: 'Kai Moreau',
    steps: [
      { ago: 31, kind: 'write', text: 'Hi Kai, your form is ready at the front desk.' },
      { ago: 29.5, kind: 'close' },
    ],
  },
  {
    patient: 'Carmen Delgado',
    steps: [
      { ago: 1.5, kind: 'offer', service: 'Follow-up' },
      { ago: 0.4, kind: 'reply', text: 'either 1 or 2' },
    ],
  },
  { patient: 'Joel Fischer', steps: [{ ago: 2.5, kind: 'offer', service: 'Well child' }] },
]

interface Cast {
  ctx: DemoContext
  clinics: MadeClinic[]
  clerk: Actor
  /** Does the work that is due, as the worker would have. */
  settle: (ctx: DemoContext) => Promise<void>
}

function findPatient(clinics: MadeClinic[], name: string) {
  for (const clinic of clinics) {
    const patient = clinic.patients.find((each) => each.name === name)
    if (patient) return { clinic, patient }
  }
  throw new Error(`The demo has no patient ${name}.`)
}

async function offer(
  { ctx, clinics, clerk }: Cast,
  name: string,
  step: Extract<Step, { kind: 'offer' }>,
): Promise<void> {
  const { clinic, patient } = findPatient(clinics, name)
  const service = clinic.services.find((each) => each.name === step.service)
  if (!service) throw new Error(`The demo has no service ${step.service}.`)
  const asClerk = { ...ctx, actor: clerk }
  const from = new Date(ctx.now() + step.ago * HOUR_MS + FIRST_OFFERED_MS).toISOString()
  const found = await findSlots(asClerk, {
    clinic_id: clinic.id,
    service_type_id: service.id,
    patient_id: patient.id,
    from,
  })
  await sendOffer(asClerk, {
    clinic_id: clinic.id,
    patient_id: patient.id,
    service_type_id: service.id,
    expires_in_hours: step.hours ?? OFFER_HOURS,
    slots: found.suggested.map(({ provider_id, starts_at, match_score, reasoning }) => ({
      provider_id,
      starts_at,
      match_score,
      reasoning,
    })),
  })
}

async function play(cast: Cast, name: string, step: Step): Promise<void> {
  const { ctx, clinics, clerk } = cast
  if (step.kind === 'offer') return offer(cast, name, step)
  const { clinic, patient } = findPatient(clinics, name)
  const asClerk = { ...ctx, actor: clerk }
  const row = await ctx.db.patient.findUniqueOrThrow({ where: { id: patient.id } })
  if (step.kind === 'write') {
    await sendStaffText(asClerk, { clinic_id: clinic.id, patient_id: patient.id, text: step.text })
    return
  }
  const conversation = await ctx.db.conversation.findFirstOrThrow({ where: { patient_id: patient.id } })
  switch (step.kind) {
    case 'reply': {
      const received = await receiveSms(ctx, {
        provider: 'mock',
        provider_message_id: `demo-${ctx.newId()}`,
        from: phoneOf(ctx, row),
        body: step.text,
        raw: JSON.stringify({ demo: true }),
      })
      if (step.isCutShort !== true) return
      await interpretReply(ctx, received.id)
      await takeOver(asClerk, { conversation_id: conversation.id })
      return
    }
    case 'take_over':
      await takeOver(asClerk, { conversation_id: conversation.id })
      return
    case 'close':
      await closeConversation(asClerk, {
        conversation_id: conversation.id,
        reason: 'Will call the clinic herself in the new year.',
      })
      return
    case 'cancel_visit': {
      const visit = await ctx.db.appointment.findFirstOrThrow({
        where: { conversation_id: conversation.id, state: 'booked' },
      })
      await cancelAppointment(asClerk, { appointment_id: visit.id, reason: 'Asked by phone; is travelling.' })
      return
    }
  }
}

/** Plays every story in the order in which it happened, through the product's own verbs. */
export async function playStories(cast: Cast): Promise<void> {
  const steps = DEMO_STORIES.flatMap(({ patient, steps: own }) => own.map((step) => ({ patient, step })))
  steps.sort((a, b) => b.step.ago - a.step.ago)
  for (const { patient, step } of steps) {
    cast.ctx.goTo(step.ago * HOUR_MS)
    await play(cast, patient, step)
    await cast.settle(cast.ctx)
  }
  cast.ctx.goTo(0)
  await cast.settle(cast.ctx)
}
