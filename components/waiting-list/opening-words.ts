import type { OpeningView } from '#lib/domain/waiting-list/schema.ts'
import type { Tone } from '../ui/status-pill.tsx'
import { formatTime } from '../ui/time.ts'

export const OPENING_STATE: Record<OpeningView['state'], { words: string; tone: Tone }> = {
  open: { words: 'Being offered', tone: 'accent' },
  taken: { words: 'Taken', tone: 'good' },
  exhausted: { words: 'Nobody left to ask', tone: 'neutral' },
  gone: { words: 'No longer free', tone: 'neutral' },
}

export const INVITATION_TONE: Record<OpeningView['invitations'][number]['state'], Tone> = {
  invited: 'accent',
  accepted: 'good',
  declined: 'neutral',
  too_late: 'neutral',
}

const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`

/** Who has it, or how far the asking is: "Ann Lee took it", "3 patients asked, next ones at 10:15 AM". */
export function progressWords(opening: OpeningView, zone: string): string {
  const taker = opening.invitations.find(({ state }) => state === 'accepted')
  if (taker !== undefined) return `${taker.patient.name} took it`
  const asked =
    opening.invitations.length === 0
      ? 'Nobody asked'
      : `${count(opening.invitations.length, 'patient', 'patients')} asked`
  if (opening.state !== 'open' || opening.next_wave_at === null) return asked
  return `${asked}, next ones at ${formatTime(opening.next_wave_at, zone)}`
}
