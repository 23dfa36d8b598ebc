import { found, requireClinic, requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { formatSlotForText } from '#lib/domain/scheduling/local-time.ts'
import { MINUTE_MS } from '#lib/domain/scheduling/units.ts'
import { type Candidate, WHY_NOT } from '#lib/domain/waiting-list/fit.ts'
import {
  type OpeningPreview,
  type PreviewOpeningInput,
  previewOpeningInput,
} from '#lib/domain/waiting-list/schema.ts'
import { planWaves } from '#lib/domain/waiting-list/waves.ts'
import { turnWords } from '#lib/domain/waiting-list/words.ts'
import { patientName } from '../patient/view.ts'
import { type PlanFacts, planOpening } from './plan.ts'

/** The example as an opening would be, under the rules that are asked about. */
async function readExample(ctx: Ctx, input: PreviewOpeningInput): Promise<PlanFacts> {
  const { clinic_id, service_type_id, provider_id } = input
  requireClinic(ctx, clinic_id)
  const db = store(ctx)
  const clinic = await db.clinic.findUniqueOrThrow({ where: { id: clinic_id } })
  const service = found(
    ctx,
    await db.serviceType.findFirst({ where: { id: service_type_id, clinic_id } }),
    'The service type',
  )
  const provider = await db.provider.findFirst({
    where: { id: provider_id, clinic_id },
    include: { services: { where: { service_type_id } } },
  })
  if (!provider) throw invalidInput('This clinic has no such provider.', 'provider_id')
  if (provider.services.length === 0)
    throw invalidInput(`${provider.name} does not offer ${service.name}.`, 'provider_id')
  const starts_at = Date.parse(input.starts_at)
  return {
    clinic: { ...clinic, suggests_preferred: input.suggests_preferred ?? clinic.suggests_preferred },
    service: { ...service, ...input.knobs },
    cause: input.cause ?? 'cancellation',
    service_type_id,
    provider_id,
    starts_at,
    ends_at: starts_at + service.duration_minutes * MINUTE_MS,
    time_zone: clinic.time_zone,
    freed_by_patient_id: null,
    invited_patient_ids: new Set(),
  }
}

function problemOf(ctx: Ctx, { service, starts_at, time_zone }: PlanFacts, lastAt: number): string | null {
  if (!service.is_active) return `${service.name} is not offered any more.`
  if (starts_at <= ctx.now()) return 'That time is past.'
  if (ctx.now() > lastAt) {
    const until = formatSlotForText(lastAt, time_zone)
    return `That is too soon: such a time could be offered until ${until}.`
  }
  return null
}

async function namesOf(ctx: Ctx, candidates: readonly Candidate[]): Promise<Map<string, string>> {
  const rows = await store(ctx).patient.findMany({
    where: { id: { in: candidates.map(({ patient_id }) => patient_id) } },
  })
  return new Map(rows.map((row) => [row.id, patientName(ctx, row)]))
}

/**
 * Who would be asked, when and why, if this time freed now and nobody accepted; and who would not, with the reason. The same
 * functions decide as for a real one. Changes nothing. Throws `not_found` out of scope, `invalid_input`.
 */
export async function previewOpening(ctx: Ctx, input: PreviewOpeningInput): Promise<OpeningPreview> {
  const parsed = parseInput(previewOpeningInput, input)
  requirePermission(ctx, 'conversations:read')
  const facts = await readExample(ctx, parsed)
  const { fits, others, rules } = await planOpening(ctx, facts)
  const problem = problemOf(ctx, facts, rules.last_at)
  const { waves, unreached } = planWaves(problem === null ? fits : [], ctx.now(), rules)
  const names = await namesOf(ctx, [...fits, ...others.map(({ candidate }) => candidate)])
  const asked = (candidate: Candidate, why: string) => ({
    patient: { id: candidate.patient_id, name: names.get(candidate.patient_id) ?? '' },
    entry_id: candidate.entry_id,
    why,
  })
  return {
    problem,
    waves: waves.map(({ at, picked }) => ({
      at: new Date(at).toISOString(),
      patients: picked.map((candidate) => asked(candidate, turnWords(candidate, facts.time_zone))),
    })),
    not_asked: [
      ...unreached.map((candidate) => asked(candidate, 'Would not be reached in time')),
      ...others.map(({ candidate, why }) => asked(candidate, WHY_NOT[why])),
    ],
  }
}
