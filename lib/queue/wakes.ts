import { type JobKind, priorityOf, type Wake } from '#lib/domain/jobs.ts'

/** One job per kind, key and time, however often it was asked for; the most urgent one. */
export function byKind(wakes: readonly Wake[]): Map<JobKind, Wake[]> {
  const once = new Map<string, Wake>()
  for (const wake of wakes) {
    const name = `${wake.kind} ${wake.key} ${wake.delayMs ?? 0}`
    const known = once.get(name)
    if (!known || priorityOf(wake) < priorityOf(known)) once.set(name, wake)
  }
  return Map.groupBy(once.values(), (wake) => wake.kind)
}
