import { publishAgentMessage } from '#lib/bus/publish.ts'
import { record } from '#lib/core/audit.ts'
import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { MINUTE_MS } from '#lib/domain/scheduling/units.ts'
import type { Candidate, WhyNot } from '#lib/domain/waiting-list/fit.ts'
import { nextWave } from '#lib/domain/waiting-list/waves.ts'
import { turnWords } from '#lib/domain/waiting-list/words.ts'
import { lockPhone } from '../conversation/lock.ts'
import { announceOpening } from './create.ts'
import { endOpening } from './end.ts'
import { isFreeByRules } from './free-time.ts'
import { factsOfOpening, type PlannedOpening, planOpening, readForPlan } from './plan.ts'
import { suggestionThread } from './thread.ts'

/** Reasons that pass by themselves: while somebody has one of these, it is not over. */
const MAY_FIT_LATER: ReadonlySet<WhyNot> = new Set<WhyNot>(['open_offer', 'taken_over'])

/** A suggestion that was not texted by then is stale: it is dropped, and a later wave may ask the patient again. */
export const SUGGESTION_FRESH_MINUTES = 30

async function phonesOf(tx: TxCtx, picked: readonly Candidate[]): Promise<Map<string, string>> {
  const patients = await tx.tx.patient.findMany({
    where: { id: { in: picked.map(({ patient_id }) => patient_id) } },
    select: { id: true, phone_index: true },
  })
  return new Map(patients.map((patient) => [patient.id, patient.phone_index]))
}

async function waveOf(tx: TxCtx, opening: PlannedOpening) {
  const { fits, others, rules } = await planOpening(tx, factsOfOpening(opening))
  const isAnybodyLater = others.some(({ why }) => MAY_FIT_LATER.has(why))
  return { ...nextWave(fits, tx.now(), rules), rules, isAnybodyLater }
}

/** Drops invitations whose text never left; whoever was to send it does nothing any more. */
async function dropStale(tx: TxCtx, openingId: string): Promise<void> {
  const before = new Date(tx.now() - SUGGESTION_FRESH_MINUTES * MINUTE_MS)
  await tx.tx.openingInvitation.deleteMany({
    where: { opening_id: openingId, state: 'invited', offer_id: null, created_at: { lt: before } },
  })
}

const isDue = (opening: PlannedOpening, now: number) =>
  opening.state === 'open' && opening.next_wave_at !== null && opening.next_wave_at.getTime() <= now

/**
 * Locks the phones of those who are picked, in their order, then the opening, and reads both again: what was seen before
 * the locks may have changed. Null: another worker had this wave, or the patients changed; the next look decides.
 */
async function lockWave(tx: TxCtx, seen: PlannedOpening) {
  const before = await waveOf(tx, seen)
  const phones = await phonesOf(tx, before.picked)
  for (const phone of [...new Set(phones.values())].sort()) await lockPhone(tx, phone)
  await tx.tx.$queryRaw`SELECT id FROM opening WHERE id = ${seen.id}::uuid FOR NO KEY UPDATE`
  await dropStale(tx, seen.id)
  const opening = await readForPlan(tx, seen.id)
  if (!opening || !isDue(opening, tx.now())) return null
  const wave = await waveOf(tx, opening)
  const picked = wave.picked.filter(({ patient_id }) => phones.has(patient_id))
  return wave.picked.length > 0 && picked.length === 0 ? null : { opening, ...wave, picked }
}

async function invite(tx: TxCtx, opening: PlannedOpening, candidate: Candidate): Promise<void> {
  const { clinic_id } = opening
  const conversation_id = await suggestionThread(tx, opening, candidate)
  await tx.tx.openingInvitation.create({
    data: {
      id: tx.newId(),
      opening_id: opening.id,
      patient_id: candidate.patient_id,
      entry_id: candidate.entry_id,
      wave: opening.wave + 1,
      state: 'invited',
      created_at: nowDate(tx),
    },
  })
  const start_time = opening.starts_at.toISOString()
  await publishAgentMessage(tx, {
    from: 'scheduling-agent',
    to: 'user-agent',
    message_type: 'PROACTIVE_SUGGESTION',
    conversation_id,
    clinic_id,
    content: {
      user_id: candidate.patient_id,
      suggestion_details: {
        opening_id: opening.id,
        service_type: opening.service_type_id,
        slot_details: {
          slot_id: `${opening.provider_id}/${start_time}`,
          provider_id: opening.provider_id,
          start_time,
          end_time: opening.ends_at.toISOString(),
        },
        appointment_id: candidate.visit_id,
        reasoning: [turnWords(candidate, opening.clinic.time_zone)],
      },
    },
  })
  await record(tx, {
    action: 'opening.suggested',
    subject: { kind: 'opening', id: opening.id },
    clinicId: clinic_id,
    conversationId: conversation_id,
    patientId: candidate.patient_id,
    detail: { wave: opening.wave + 1 },
  })
}

const isAnswerAwaited = (opening: PlannedOpening) =>
  opening.invitations.some((invitation) => invitation.state === 'invited')

/** Nobody to ask now: look again while somebody may still take it or come to fit, else it is over. */
async function pause(
  tx: TxCtx,
  { opening, next_at, rules, isAnybodyLater }: NonNullable<Awaited<ReturnType<typeof lockWave>>>,
): Promise<boolean> {
  const isOver = next_at === null && (tx.now() > rules.last_at || !isAnybodyLater)
  if (isOver && !isAnswerAwaited(opening)) return endOpening(tx, opening, 'exhausted')
  const again = next_at ?? tx.now() + rules.minutes * MINUTE_MS
  await setNext(tx, opening, again > rules.last_at ? null : again)
  return true
}

async function setNext(tx: TxCtx, opening: PlannedOpening, next_at: number | null, wave = opening.wave) {
  await tx.tx.opening.update({
    where: { id: opening.id },
    data: { wave, next_wave_at: next_at === null ? null : new Date(next_at), updated_at: nowDate(tx) },
  })
  announceOpening(tx, opening)
}

async function sendWave(tx: TxCtx, id: string): Promise<boolean> {
  const seen = await readForPlan(tx, id)
  if (seen?.state !== 'open') return false
  if (!(await isFreeByRules(tx, { ...seen, service: seen.service_type }))) return endOpening(tx, seen, 'gone')
  if (seen.next_wave_at === null) {
    return isAnswerAwaited(seen) ? false : endOpening(tx, seen, 'exhausted')
  }
  if (!isDue(seen, tx.now())) return false
  const wave = await lockWave(tx, seen)
  if (wave === null) return false
  if (wave.picked.length === 0) return pause(tx, wave)
  for (const candidate of wave.picked) await invite(tx, wave.opening, candidate)
  await setNext(tx, wave.opening, wave.next_at, wave.opening.wave + 1)
  return true
}

/**
 * The next step of an open freed time that is due: ends it when the time is past or not free any more, else has the
 * scheduling agent suggest it to the next patients, in one transaction with the count of waves, so that two workers never
 * ask anybody twice. Locks the phones of those patients, in order, then the opening. False: nothing was to be done.
 */
export const runWave = (ctx: Ctx, id: string): Promise<boolean> =>
  mutate(ctx, { name: 'opening.wave', permission: null }, (tx) => sendWave(tx, id))
