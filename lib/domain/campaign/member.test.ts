import { describe, expect, it } from 'vitest'
import { type MemberFacts, memberStep, PHONE_REASONS } from './member.ts'

const told: MemberFacts = {
  state: 'told',
  reason: null,
  campaign_state: 'running',
  is_told: true,
  visit: 'in_time_off',
  is_at_chosen_option: false,
  offer: 'open',
  failed_text: null,
  is_opted_out: false,
  is_agent_at_work: false,
  is_choose_by_over: false,
}
const step = (fields: Partial<MemberFacts>) => memberStep({ ...told, ...fields })
const waiting: Partial<MemberFacts> = { state: 'waiting', is_told: false, offer: null }

describe('what becomes of a visit', () => {
  it('is a choice when it stands at the option that the patient chose', () => {
    expect(step({ visit: 'elsewhere', is_at_chosen_option: true, offer: 'answered' })?.state).toBe('chosen')
  })

  it('is settled when anybody else moved or ended it', () => {
    expect(step({ visit: 'elsewhere' })).toMatchObject({
      state: 'settled',
      reason: 'The visit was moved by hand',
    })
    expect(step({ visit: 'cancelled' })).toMatchObject({
      state: 'settled',
      reason: 'The visit was cancelled',
    })
    expect(step({ ...waiting, visit: 'arrived' })).toMatchObject({ state: 'settled' })
    expect(step({ state: 'unreachable', visit: 'noshow' })).toMatchObject({ state: 'settled' })
  })

  it.each([
    ['opted out', { is_opted_out: true, offer: 'cancelled' }, PHONE_REASONS.opted_out],
    ['the text was not delivered', { failed_text: 'not_delivered' }, PHONE_REASONS.not_delivered],
    ['the text was dropped', { failed_text: 'dropped' }, PHONE_REASONS.not_sent],
    ['nobody answered', { offer: 'expired' }, PHONE_REASONS.no_answer],
    ['every time was turned down', { offer: 'declined' }, PHONE_REASONS.turned_down],
    ['the offer was withdrawn', { offer: 'cancelled' }, PHONE_REASONS.offer_gone],
    ['the booking failed', { offer: 'answered' }, PHONE_REASONS.not_booked],
    ['the agents gave up', { offer: null }, PHONE_REASONS.agent_failed],
  ] as const)('is a call when %s', (_, fields, reason) => {
    expect(step(fields)).toEqual({ state: 'unreachable', reason, is_urgent: false })
  })

  it('waits while the agents are still at work', () => {
    for (const offer of [null, 'answered', 'declined', 'expired'] as const) {
      expect(step({ offer, is_agent_at_work: true })).toMatchObject({ state: 'told' })
    }
  })

  it('is an urgent call 24 hours before the visit, told or not', () => {
    expect(step({ is_choose_by_over: true })).toEqual({
      state: 'unreachable',
      reason: PHONE_REASONS.no_choice,
      is_urgent: true,
    })
    expect(step({ ...waiting, is_choose_by_over: true })).toMatchObject({
      reason: PHONE_REASONS.too_soon,
      is_urgent: true,
    })
    const known = { state: 'unreachable', reason: PHONE_REASONS.opted_out, is_told: false } as const
    expect(step({ ...known, is_choose_by_over: true })).toMatchObject({
      reason: PHONE_REASONS.opted_out,
      is_urgent: true,
    })
  })

  it('is still a choice when it is made later than that', () => {
    const late = { state: 'unreachable', is_choose_by_over: true, offer: 'answered' } as const
    expect(step({ ...late, visit: 'elsewhere', is_at_chosen_option: true })?.state).toBe('chosen')
  })

  it('comes back from the phone list with a late reply, while the campaign runs', () => {
    const late = { state: 'unreachable', reason: PHONE_REASONS.no_answer, offer: 'open' } as const
    expect(step(late)).toMatchObject({ state: 'told', reason: null })
    expect(step({ ...late, campaign_state: 'finished' })).toBeNull()
  })

  it('stays a call for whom no text could be written', () => {
    expect(step({ state: 'unreachable', is_told: false, offer: null })).toBeNull()
  })

  it('stays as it is while nobody was told, except after STOP', () => {
    expect(step(waiting)).toBeNull()
    expect(step({ ...waiting, is_opted_out: true })).toMatchObject({ state: 'unreachable' })
  })

  it('is final once it is chosen, settled or undone', () => {
    for (const state of ['chosen', 'settled', 'undone'] as const) {
      expect(step({ state, visit: 'cancelled' })).toBeNull()
    }
  })

  it('does not change by itself once the time off is withdrawn, except by a choice that was made', () => {
    expect(step({ campaign_state: 'undone', offer: 'expired' })).toBeNull()
    expect(step({ campaign_state: 'undone', visit: 'elsewhere', is_at_chosen_option: true })?.state).toBe(
      'chosen',
    )
  })
})
