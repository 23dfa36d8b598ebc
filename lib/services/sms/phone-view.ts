import { type Ctx, nowDate, store } from '#lib/core/context.ts'
import type { Prisma, ReplyQuestion } from '#lib/db/generated/client.ts'
import { type OutstandingReminder, outstandingReminders } from '../reminder/outstanding.ts'
import { isOptedOut } from './opt-out.ts'
import { seenFrom } from './seen-from.ts'

/** Offers that ended longer ago than this are no longer what a patient answers. */
const ANSWERABLE_MS = 14 * 24 * 60 * 60_000

/** More than anyone answers. */
const MAX_ENDED = 20

const INCLUDE = {
  options: { orderBy: { reply_number: 'asc' } },
  clinic: { select: { time_zone: true } },
  patient: { select: { first_name: true, last_name: true } },
  conversation: { select: { id: true, version: true, taken_over_by: true } },
} satisfies Prisma.OfferInclude

export type PhoneOffer = Prisma.OfferGetPayload<{ include: typeof INCLUDE }> & {
  /** Only a text that was received from then on can be about it, epoch ms. */
  seen_from: number
}

const VISIT = {
  clinic: { select: { time_zone: true } },
  provider: { select: { name: true } },
} satisfies Prisma.AppointmentInclude
export type PhoneVisit = Prisma.AppointmentGetPayload<{ include: typeof VISIT }> & { patient_id: string }

const PERSON = { id: true, first_name: true, last_name: true } as const
export type PhonePatient = Prisma.PatientGetPayload<{ select: typeof PERSON }>

/** Everything that a text from one phone can be about. */
export interface PhoneView {
  open: PhoneOffer[]
  /** The latest offer of each conversation that is not open any more: late replies, changes of mind. */
  ended: PhoneOffer[]
  /** Booked and still ahead, of everybody with this phone; soonest first. */
  visits: PhoneVisit[]
  /** Those of the clinics that the offers and visits are in. */
  providers: { id: string; name: string }[]
  /** Everybody on file with this phone. */
  patients: PhonePatient[]
  /** What we asked back and nobody has answered. */
  question: ReplyQuestion | null
  is_opted_out: boolean
  /** Somebody with this phone is on a waiting list. */
  is_waiting: boolean
  /** Reminders that its patients may still answer, the latest first. */
  reminders: OutstandingReminder[]
  /** Differs as soon as an offer, a visit, a reminder or our question to this phone, its opt-out, or whether it waits, changed. */
  fingerprint: string
}

/** More than a patient knows by name. */
const MAX_PROVIDERS = 50

/** More than anyone has. */
const MAX_VISITS = 20

async function readVisits(ctx: Ctx, phoneIndex: string): Promise<PhoneVisit[]> {
  const rows = await store(ctx).appointment.findMany({
    where: { state: 'booked', starts_at: { gt: nowDate(ctx) }, patient: { phone_index: phoneIndex } },
    include: VISIT,
    orderBy: { starts_at: 'asc' },
    take: MAX_VISITS,
  })
  return rows.flatMap((row) => (row.patient_id === null ? [] : [{ ...row, patient_id: row.patient_id }]))
}

/** The same view for one of the people with this phone. */
export const viewOf = (view: PhoneView, patientId: string): PhoneView => ({
  ...view,
  open: view.open.filter(({ patient_id }) => patient_id === patientId),
  ended: view.ended.filter(({ patient_id }) => patient_id === patientId),
  visits: view.visits.filter(({ patient_id }) => patient_id === patientId),
  patients: view.patients.filter(({ id }) => id === patientId),
  reminders: view.reminders.filter(({ patient_id }) => patient_id === patientId),
})

/** Reads the offers of a phone, open ones and the last ended one of each conversation without an open one. */
export async function readPhone(ctx: Ctx, phoneIndex: string): Promise<PhoneView> {
  const db = store(ctx)
  const open = await db.offer.findMany({
    where: { phone_index: phoneIndex, state: 'open' },
    include: INCLUDE,
    orderBy: { id: 'asc' },
  })
  const ended = await db.offer.findMany({
    where: {
      phone_index: phoneIndex,
      state: { not: 'open' },
      created_at: { gt: new Date(ctx.now() - ANSWERABLE_MS) },
    },
    include: INCLUDE,
    orderBy: { id: 'desc' },
    take: MAX_ENDED,
  })
  const seen = new Set(open.map((offer) => offer.conversation_id))
  const last = ended.filter((offer) => !seen.has(offer.conversation_id) && seen.add(offer.conversation_id))
  const is_opted_out = await isOptedOut(ctx, phoneIndex)
  const waiting = await db.waitingListEntry.findFirst({
    where: { state: 'waiting', patient: { phone_index: phoneIndex } },
    select: { id: true },
  })
  const is_waiting = waiting !== null
  const reminders = await outstandingReminders(ctx, phoneIndex)
  const visits = await readVisits(ctx, phoneIndex)
  const patients = await db.patient.findMany({
    where: { phone_index: phoneIndex, is_stub: false },
    select: PERSON,
    orderBy: { created_at: 'asc' },
  })
  const question = await db.replyQuestion.findFirst({
    where: { phone_index: phoneIndex, state: 'open' },
  })
  const clinics = new Set([...open, ...last, ...visits].map(({ clinic_id }) => clinic_id))
  const providers = await db.provider.findMany({
    where: {
      clinic_id: { in: [...clinics] },
      is_active: true,
      OR: [{ is_external: false }, { agent_id: { not: null } }],
    },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: MAX_PROVIDERS,
  })
  const offers = [...open, ...last].map((offer) => `${offer.id}:${offer.version}:${offer.state}`)
  const from = await seenFrom(ctx, open, ended)
  const withSeen = (offer: (typeof open)[number]): PhoneOffer => ({
    ...offer,
    seen_from: from.get(offer.id) ?? offer.created_at.getTime(),
  })
  return {
    open: open.map(withSeen),
    ended: last.map(withSeen),
    visits,
    providers,
    patients,
    question,
    is_opted_out,
    is_waiting,
    reminders,
    fingerprint: [
      is_opted_out,
      is_waiting,
      question?.id,
      ...offers,
      ...visits.map((visit) => `${visit.id}:${visit.version}`),
      ...reminders.map(({ sms_message_id }) => sms_message_id),
    ].join(),
  }
}
