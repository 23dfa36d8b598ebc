import type { TimeOffPreview } from '#lib/domain/campaign/schema.ts'
import { segmentWords } from '../ui/money.ts'
import { formatDayTime } from '../ui/time.ts'

const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`

/** What entering the time off would do, in one or two sentences. */
export function previewWords({ visits, holds, texts }: TimeOffPreview): string {
  const of = (outcome: string) => visits.filter((visit) => visit.outcome === outcome).length
  const parts = [
    texts.count > 0 &&
      `${count(texts.count, 'patient is', 'patients are')} offered other times by text (${segmentWords(texts.segments, texts.price_micros, texts.currency)})`,
    of('later') > 0 && `${count(of('later'), 'is', 'are')} told later`,
    of('phone') > 0 && `${count(of('phone'), 'has', 'have')} to be called`,
    of('stays') > 0 && `${count(of('stays'), 'stays', 'stay')} as it is`,
  ].filter((part) => part !== false)
  const held = holds.length === 0 ? '' : ` ${count(holds.length, 'held time is', 'held times are')} let go.`
  return `${count(visits.length, 'visit falls', 'visits fall')} into it: ${parts.join(', ')}.${held}`
}

/** When the texts would leave. */
export function waveWords({ waves, time_zone: zone, quiet_hours }: TimeOffPreview): string {
  const [first] = waves
  const last = waves.at(-1)
  if (first === undefined || last === undefined) return ''
  const when =
    waves.length === 1
      ? `The texts leave ${formatDayTime(first.at, zone)}.`
      : `The first texts leave ${formatDayTime(first.at, zone)}, the last ${formatDayTime(last.at, zone)}.`
  const quiet =
    quiet_hours === null ? '' : ` None leaves in quiet hours, ${quiet_hours} where the patient is.`
  return `${when} Until the first you can undo it.${quiet}`
}
