import { expect } from 'vitest'
import type { Db } from '#lib/db/client.ts'
import { type ErrorCode, isSwitchboardError, type SwitchboardError } from '#lib/domain/errors.ts'

/** The error of the closed list that the promise fails with; anything else fails the test. */
export async function refusal(promise: Promise<unknown>, code: ErrorCode): Promise<SwitchboardError> {
  const outcome = await promise.then(
    (value) => new Error(`It was not refused but answered ${JSON.stringify(value)}`),
    (error: unknown) => error,
  )
  if (!isSwitchboardError(outcome, code)) throw outcome
  return outcome
}

/** The one audit event of this kind about this row, with who did it. Fails when there is none, or more than one. */
export async function auditOf(db: Db, action: string, subjectId: string) {
  const events = await db.auditEvent.findMany({ where: { action, subject_id: subjectId, is_denied: false } })
  expect(events, `${action} of ${subjectId}`).toHaveLength(1)
  return events[0]!
}

/**
 * The oracle of every race: pairs of appointments of one provider that block time together and overlap, buffers
 * included, compared by plain arithmetic and not by the constraint that is on trial.
 */
export async function overlappingPairs(db: Db): Promise<unknown[]> {
  return db.$queryRaw<unknown[]>`
    SELECT a.id, b.id AS other FROM appointment a JOIN appointment b ON b.provider_id = a.provider_id AND b.id > a.id
    WHERE a.state IN ('held', 'booked', 'arrived') AND b.state IN ('held', 'booked', 'arrived')
      AND a.blocked_from < b.blocked_until AND b.blocked_from < a.blocked_until`
}

/** The same for patients: two visits of one patient at one time. */
export async function patientsInTwoPlaces(db: Db): Promise<unknown[]> {
  return db.$queryRaw<unknown[]>`
    SELECT a.id, b.id AS other FROM appointment a JOIN appointment b ON b.patient_id = a.patient_id AND b.id > a.id
    WHERE a.state IN ('booked', 'arrived') AND b.state IN ('booked', 'arrived')
      AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at`
}
