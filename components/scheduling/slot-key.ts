import type { SlotView } from '#lib/domain/scheduling/schema.ts'
import { dateKey } from '../ui/time.ts'

/** One start with one provider is one slot. */
export const slotKey = (slot: Pick<SlotView, 'provider_id' | 'starts_at'>) =>
  `${slot.provider_id}|${slot.starts_at}`

/** Slots by calendar day of the clinic, days and times in order. */
export function groupByDay(slots: readonly SlotView[], zone: string): [string, SlotView[]][] {
  const sorted = [...slots].sort((a, b) => Date.parse(a.starts_at) - Date.parse(b.starts_at))
  const days = Map.groupBy(sorted, (slot) => dateKey(slot.starts_at, zone))
  return [...days.entries()]
}
