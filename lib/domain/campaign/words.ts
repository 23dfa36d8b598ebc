import type { CampaignState, MemberState } from './member.ts'

/** How one visit of a campaign stands, in a clerk's words. */
export function memberLabel(member: {
  state: MemberState
  /** The offer's text has left. */
  is_text_out: boolean
  is_urgent: boolean
}): string {
  if (member.state === 'waiting') return 'Not told yet'
  if (member.state === 'told') return member.is_text_out ? 'Told, no choice yet' : 'Text on its way'
  if (member.state === 'chosen') return 'Has chosen a new time'
  if (member.state === 'unreachable') return member.is_urgent ? 'Call now' : 'Call'
  return member.state === 'settled' ? 'Settled by staff' : 'Visit stays'
}

/** Why a campaign cannot be undone any more, in a clerk's words; null where it can. `told`: patients told so far. */
export function undoDisabled(campaign: { state: CampaignState; told: number }): string | null {
  if (campaign.state === 'undone') return 'This campaign was taken back already.'
  if (campaign.told > 0) {
    const who = campaign.told === 1 ? '1 patient has' : `${campaign.told} patients have`
    return `${who} been told already. Remove the time off instead: those who were told then hear that their visit stays.`
  }
  return null
}

/** Why a visit cannot be marked as done; null where it can. */
export function settleDisabled(state: MemberState): string | null {
  if (state === 'chosen') return 'The patient has chosen a new time already.'
  if (state === 'settled') return 'This is done already.'
  return state === 'undone' ? 'The visit stays; there is nothing to do.' : null
}
