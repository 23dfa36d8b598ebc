import { requireClinic, requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, nowDate, store } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { notFound } from '#lib/domain/errors.ts'
import { topicOf } from '#lib/domain/messaging/answers.ts'
import type { FactsByKind } from '#lib/domain/messaging/templates/facts.ts'
import { lintWording } from '#lib/domain/messaging/templates/lint.ts'
import { renderText } from '#lib/domain/messaging/templates/render.ts'
import { sampleBase, sampleFacts } from '#lib/domain/messaging/templates/samples.ts'
import {
  type PreviewWordingInput,
  previewWordingInput,
  type WordingPreview,
} from '#lib/domain/messaging/templates/schema.ts'
import { TEXTS, type TextKey } from '#lib/domain/messaging/templates/table.ts'
import { previewText } from '../offer/text.ts'
import { patientName } from '../patient/view.ts'
import { baseFacts } from './compose.ts'

const VISIT = {
  patient: true,
  provider: { select: { name: true } },
  service_type: { select: { cost_estimate: true } },
} satisfies Prisma.AppointmentInclude

/** The clinic's next booked visit, of the service type if one is named. */
const nextVisit = (ctx: Ctx, { clinic_id, service_type_id }: PreviewWordingInput) =>
  store(ctx).appointment.findFirst({
    where: {
      clinic_id,
      state: 'booked',
      starts_at: { gt: nowDate(ctx) },
      patient_id: { not: null },
      ...(service_type_id ? { service_type_id } : {}),
    },
    include: VISIT,
    orderBy: { starts_at: 'asc' },
  })

/** The options that the clinic offered last. */
async function lastOptions(ctx: Ctx, { clinic_id, service_type_id }: PreviewWordingInput) {
  const offer = await store(ctx).offer.findFirst({
    where: { clinic_id, ...(service_type_id ? { service_type_id } : {}) },
    include: { options: { orderBy: { reply_number: 'asc' } } },
    orderBy: { id: 'desc' },
  })
  return offer?.options ?? []
}

/** Facts of every kind, from real rows where the clinic has any. */
async function realFacts(ctx: Ctx, input: PreviewWordingInput, visit: Awaited<ReturnType<typeof nextVisit>>) {
  const facts: FactsByKind = sampleFacts(input.language)
  const options = await lastOptions(ctx, input)
  if (options.length > 0) facts.offer = { ...facts.offer, options }
  if (visit) {
    const real = { starts_at: visit.starts_at, provider_name: visit.provider.name }
    facts.visit = real
    facts.visits = { visits: [real, ...facts.visits.visits.slice(1)] }
    facts.words_for_visit = { ...facts.words_for_visit, starts_at: visit.starts_at }
    facts.offer = { ...facts.offer, cost_estimate: visit.service_type?.cost_estimate ?? null }
  }
  facts.offer_for_visit = { ...facts.offer, replaces: facts.visit }
  return facts
}

/**
 * The words as a real patient of the clinic would get them: the one whose visit is next and the options that were offered last,
 * else usual names. With segments and price, and everything that speaks against saving them. Changes nothing. Throws
 * `not_found` out of scope.
 */
export async function previewWording(ctx: Ctx, input: PreviewWordingInput): Promise<WordingPreview> {
  const parsed = parseInput(previewWordingInput, input)
  requirePermission(ctx, 'conversations:read')
  requireClinic(ctx, parsed.clinic_id)
  const clinic = await store(ctx).clinic.findUnique({ where: { id: parsed.clinic_id } })
  if (!clinic) throw notFound('The clinic')
  const { key, language, text } = parsed
  const { is_unreadable, ...report } = lintWording({ key, language, text })
  const visit = await nextVisit(ctx, parsed)
  const base = visit?.patient
    ? { ...baseFacts({ clinic, patient: visit.patient, service_type_id: null }), language }
    : sampleBase(language, clinic)
  const about = visit?.patient ? patientName(ctx, visit.patient) : null
  // A wording that names what it cannot know has no text to show.
  if (is_unreadable) return { ...report, about, preview: null }
  const facts = await realFacts(ctx, parsed, visit)
  const body =
    topicOf(key) === null
      ? renderText(key as TextKey, base, facts[TEXTS[key as TextKey].facts] as never, text)
      : renderText('approved_answer', base, { words: text })
  return { ...report, about, preview: previewText(ctx, body, clinic.currency) }
}
