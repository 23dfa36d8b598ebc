import { nowDate, type TxCtx } from '#lib/core/context.ts'
import { changedMeanwhile, invalidInput, isSwitchboardError } from '#lib/domain/errors.ts'
import {
  type AvailabilityRule,
  expandAvailability,
  validateAvailabilityRule,
} from '#lib/domain/scheduling/availability.ts'
import { subtract } from '#lib/domain/scheduling/interval.ts'
import type { SaveProviderInput } from '#lib/domain/scheduling/schema.ts'
import { DAY_MS } from '#lib/domain/scheduling/units.ts'
import { NEW_TIME_DAYS } from '#lib/domain/waiting-list/new-time.ts'
import { noteFreedTime } from '../opening/note-freed.ts'
import { availabilityRule } from './availability-rule.ts'
import { hoursVersion } from './view.ts'

type Hours = SaveProviderInput['hours']

/** Weekly windows in the clinic's zone. Throws `invalid_input` naming the window that no day could follow. */
export function readHours(hours: Hours, timeZone: string): AvailabilityRule[] {
  return hours.map((window, index) => {
    const rule = {
      ...window,
      from_date: window.from_date ?? null,
      until_date: window.until_date ?? null,
      time_zone: timeZone,
    }
    try {
      validateAvailabilityRule(rule)
    } catch (error) {
      if (!isSwitchboardError(error, 'invalid_input')) throw error
      throw invalidInput(error.message, `hours.${index}.${error.field}`)
    }
    return rule
  })
}

const fingerprint = (rules: readonly AvailabilityRule[]) =>
  rules
    .map((rule) =>
      JSON.stringify([
        rule.weekday,
        rule.start_local,
        rule.end_local,
        rule.from_date,
        rule.until_date,
        rule.time_zone,
      ]),
    )
    .sort()
    .join()

const dateColumn = (date: string | null) => (date === null ? null : new Date(`${date}T00:00:00Z`))

/**
 * Replaces a provider's weekly hours under the next version; the same hours again change nothing. The caller holds the
 * provider's lock. Throws `changed_meanwhile` when they are no longer at `expectedVersion`. Answers the version that stands.
 */
export async function saveHours(
  tx: TxCtx,
  providerId: string,
  rules: AvailabilityRule[],
  expectedVersion: number | null | undefined,
): Promise<number> {
  const stored = await tx.tx.availability.findMany({ where: { provider_id: providerId } })
  const current = hoursVersion(stored)
  if (typeof expectedVersion === 'number' && expectedVersion !== current) {
    throw changedMeanwhile(
      'Somebody else has changed these hours meanwhile. Nothing was saved: load them again, compare, and save once more.',
    )
  }
  if (fingerprint(stored.map(availabilityRule)) === fingerprint(rules)) return current
  await tx.tx.availability.deleteMany({ where: { provider_id: providerId } })
  await tx.tx.availability.createMany({
    data: rules.map((rule) => ({
      ...rule,
      id: tx.newId(),
      provider_id: providerId,
      from_date: dateColumn(rule.from_date),
      until_date: dateColumn(rule.until_date),
      version: current + 1,
      created_at: nowDate(tx),
    })),
  })
  const coming = { start: tx.now(), end: tx.now() + NEW_TIME_DAYS * DAY_MS }
  const before = expandAvailability(stored.map(availabilityRule), coming)
  const ranges = subtract(expandAvailability(rules, coming), before)
  await noteFreedTime(tx, { cause: 'availability', provider_id: providerId, ranges })
  return rules.length > 0 ? current + 1 : 0
}
