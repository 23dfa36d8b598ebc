import type { MemberState } from '#lib/domain/campaign/member.ts'
import type { CampaignCounts, CampaignView } from '#lib/domain/campaign/schema.ts'
import type { Tone } from '../ui/status-pill.tsx'

export const visitWords = (count: number) => (count === 1 ? '1 visit' : `${count} visits`)
export const patientWords = (count: number) => (count === 1 ? '1 patient' : `${count} patients`)

/** Patients who have not chosen yet, told or not. */
export const openCount = ({ told, waiting }: CampaignCounts) => told + waiting
/** Visits about which nothing more has to be done. */
export const doneCount = ({ chosen, settled, undone }: CampaignCounts) => chosen + settled + undone

/** `5 visits hit: 2 have chosen a new time, 3 waiting, 0 to call.` */
export function countWords(counts: CampaignCounts): string {
  const { total, chosen, settled, undone, unreachable } = counts
  const parts = [
    `${chosen} ${chosen === 1 ? 'has' : 'have'} chosen a new time`,
    ...(settled === 0 ? [] : [`${settled} settled by staff`]),
    ...(undone === 0 ? [] : [`${undone} ${undone === 1 ? 'stays' : 'stay'}`]),
    `${openCount(counts)} waiting`,
    `${unreachable} to call`,
  ]
  return `${visitWords(total)} hit: ${parts.join(', ')}.`
}

/** How a campaign as a whole stands. A finished one may leave calls to make. */
export function campaignStatus({ state, counts }: Pick<CampaignView, 'state' | 'counts'>): {
  label: string
  tone: Tone
} {
  if (state === 'undone') return { label: 'Taken back', tone: 'neutral' }
  if (counts.urgent > 0) return { label: `${counts.urgent} to call now`, tone: 'bad' }
  if (state === 'running') return { label: 'Under way', tone: 'accent' }
  return counts.unreachable > 0
    ? { label: `${counts.unreachable} to call`, tone: 'warn' }
    : { label: 'Done', tone: 'good' }
}

export const MEMBER_TONE: Record<MemberState, Tone> = {
  waiting: 'neutral',
  told: 'accent',
  chosen: 'good',
  unreachable: 'warn',
  settled: 'good',
  undone: 'neutral',
}
