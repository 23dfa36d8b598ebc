import { requirePermission } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import { forbidden } from '#lib/domain/errors.ts'
import { reachesAllClinics } from '../clinic/reaches-all.ts'
import { type BusCounters, readCounters } from './counters.ts'
import { type Gauges, readGauges } from './gauges.ts'

export type InstallationMetrics = BusCounters & Gauges

/**
 * The figures of the whole installation, for whoever has `agents:read` and covers all of its clinics. Throws `forbidden`
 * for a key or login of some clinics: what they may see is in the charts.
 */
export async function readInstallationMetrics(ctx: Ctx): Promise<InstallationMetrics> {
  requirePermission(ctx, 'agents:read')
  if (!(await reachesAllClinics(ctx)))
    throw forbidden('These figures are of every clinic. Use a key or a login that covers all of them.')
  const [counters, gauges] = await Promise.all([readCounters(ctx), readGauges(ctx)])
  return { ...counters, ...gauges }
}
