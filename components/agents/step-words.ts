import { formatDayTime } from '../ui/time.ts'

const MAX_LENGTH = 44

type Fields = Record<string, unknown>

const asFields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}

const plain = (text: string) => text.replaceAll('_', ' ').toLowerCase()

/**
 * The one thing in a message's content that says most, for under its arrow: `confirmed`, `3 times`, `Tue Dec 1, 10:00 AM`.
 * Null when it has none of the fields that flows use; an outside agent may write anything. Times are in `zone`.
 */
export function stepDetail(content: unknown, zone: string): string | null {
  const fields = asFields(content)
  const start = [fields.selected_slot_details, fields.slot_details, fields]
    .map((part) => asFields(part).start_time)
    .find((value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)))
  if (typeof fields.status === 'string') return cut(plain(fields.status))
  if (typeof fields.event === 'string') {
    const because = typeof fields.reason === 'string' ? `: ${fields.reason}` : ''
    return cut(`${plain(fields.event)}${because}`)
  }
  if (Array.isArray(fields.available_slots)) return timesWords(fields.available_slots.length)
  if (typeof start === 'string') return formatDayTime(start, zone)
  if (typeof fields.task_type === 'string') return cut(plain(fields.task_type))
  if (typeof fields.reason === 'string') return cut(fields.reason.replaceAll('_', ' '))
  return null
}

const timesWords = (count: number) => (count === 0 ? 'no times' : count === 1 ? '1 time' : `${count} times`)

const cut = (text: string) => (text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text)
