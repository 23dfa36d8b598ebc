import { type Ctx, store } from '#lib/core/context.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { type Fitting, type FreedTime, fitting, lastOfferAt } from '#lib/domain/waiting-list/fit.ts'
import type { WaveRules } from '#lib/domain/waiting-list/waves.ts'
import { loadCandidates } from './candidates.ts'

/** What an opening is read with before anything is decided about it. */
export const PLAN_INCLUDE = {
  clinic: true,
  service_type: true,
  freed_by: { select: { patient_id: true } },
  invitations: { select: { id: true, patient_id: true, state: true, offer_id: true, created_at: true } },
} satisfies Prisma.OpeningInclude
export type PlannedOpening = Prisma.OpeningGetPayload<{ include: typeof PLAN_INCLUDE }>

/** Times that a provider opened, rather than a visit that went away: those who prefer the provider may hear of them. */
const isNewTimeCause = (cause: string) => cause === 'time_off_cancelled' || cause === 'availability'

/** What decides who is asked about a freed time: a stored one, or an example. */
export interface PlanFacts extends FreedTime {
  clinic: { id: string; time_zone: string; suggests_preferred: boolean; quiet_hours: string | null }
  service: PlannedOpening['service_type']
  cause: string
}

/** What planning needs to know of a freed time that is stored. */
export const factsOfOpening = (opening: PlannedOpening): PlanFacts => ({
  clinic: opening.clinic,
  service: opening.service_type,
  cause: opening.cause,
  service_type_id: opening.service_type_id,
  provider_id: opening.provider_id,
  starts_at: opening.starts_at.getTime(),
  ends_at: opening.ends_at.getTime(),
  time_zone: opening.clinic.time_zone,
  freed_by_patient_id: opening.freed_by?.patient_id ?? null,
  invited_patient_ids: new Set(opening.invitations.map((invitation) => invitation.patient_id)),
})

/** Who is asked about a freed time, in their turn, and who is not, and why. Reads only; the preview asks the same. */
export async function planOpening(ctx: Ctx, facts: PlanFacts): Promise<Fitting & { rules: WaveRules }> {
  const { clinic, service } = facts
  const candidates = await loadCandidates(ctx, {
    clinic,
    service,
    is_backfilled: service.backfill_enabled && service.is_active,
    preferred_provider_id:
      clinic.suggests_preferred && service.is_active && isNewTimeCause(facts.cause)
        ? facts.provider_id
        : null,
  })
  return {
    ...fitting(candidates, facts, ctx.now()),
    rules: {
      size: service.backfill_wave_size,
      minutes: service.backfill_wave_minutes,
      quiet_hours: clinic.quiet_hours,
      last_at: lastOfferAt(facts.starts_at, service),
    },
  }
}

/** The opening as it stands, with what a plan needs. */
export const readForPlan = (ctx: Ctx, id: string): Promise<PlannedOpening | null> =>
  store(ctx).opening.findUnique({ where: { id }, include: PLAN_INCLUDE })
