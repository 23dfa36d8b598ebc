import { describe, expect, it } from 'vitest'
import { isSwitchboardError } from '../errors.ts'
import { countSegments } from './segments.ts'
import { assertTemplate, renderTemplate, TEMPLATE_VARIABLES } from './template-variables.ts'
import {
  askAgainText,
  bookedText,
  cancelledText,
  DEFAULT_TEMPLATES,
  freshOptionsText,
  helpText,
  movedText,
  noMoreTimesText,
  notOnWaitingListText,
  offerExpiredText,
  offerText,
  offWaitingListText,
  onWaitingListText,
  optedInText,
  optedOutText,
  personWillAnswerText,
  providerAwayText,
  slotOpenedText,
  slotTakenText,
  suggestionDeclinedText,
  suggestionLostText,
  urgentText,
  visitStaysText,
  withdrawnText,
} from './templates.ts'
import { textDate, textProvider, textTime } from './text-format.ts'

const NEW_YORK = 'America/New_York'
const tue10 = Date.parse('2026-12-01T15:00:00Z')
const tue14 = Date.parse('2026-12-01T19:00:00Z')
const wed9 = Date.parse('2026-12-02T14:00:00Z')

const clinic = { clinic: 'Riverside Clinic', clinic_phone: '+14155550100' }
const offer = {
  ...clinic,
  first_name: 'Maria',
  time_zone: NEW_YORK,
  cost_estimate: '$150',
  options: [
    { reply_number: 1, starts_at: tue10, provider_name: 'Smith' },
    { reply_number: 2, starts_at: tue14, provider_name: 'Johnson' },
    { reply_number: 3, starts_at: wed9, provider_name: 'Williams' },
  ],
}
const visit = { ...clinic, starts_at: tue10, provider_name: 'Smith', time_zone: NEW_YORK }

const bare = { clinic: 'Riverside Clinic', clinic_phone: null }
const earlierText: typeof offerText = (facts) =>
  slotOpenedText({ ...facts, replaces_at: wed9, options: facts.options.slice(0, 1) })
const awayText: typeof offerText = (facts) =>
  providerAwayText({ ...facts, replaces_at: wed9, replaces_provider: 'Ortiz' })
const offerTexts = {
  offerText,
  slotTakenText,
  freshOptionsText,
  offerExpiredText,
  slotOpenedText,
  earlierText,
  awayText,
}
const waiting = { wishes: 'Tuesdays and Thursdays, mornings, until Fri Dec 11', time_zone: NEW_YORK }
const textsOf = (facts: typeof clinic | typeof bare): Array<[string, string]> => [
  ...Object.entries(offerTexts).map(([name, text]): [string, string] => [name, text({ ...offer, ...facts })]),
  ...Object.entries({ bookedText, movedText, cancelledText, visitStaysText }).map(
    ([name, text]): [string, string] => [name, text({ ...visit, ...facts })],
  ),
  ...Object.entries({
    withdrawnText,
    noMoreTimesText,
    offWaitingListText,
    notOnWaitingListText,
    personWillAnswerText,
    urgentText,
    helpText,
    optedOutText,
    optedInText,
  }).map(([name, text]): [string, string] => [name, text(facts)]),
  ...[true, false].flatMap(
    (is_on_list): Array<[string, string]> => [
      [`suggestionLostText ${is_on_list}`, suggestionLostText({ ...facts, is_on_list })],
      [`suggestionDeclinedText ${is_on_list}`, suggestionDeclinedText({ ...facts, is_on_list })],
    ],
  ),
  ['onWaitingListText', onWaitingListText({ ...facts, ...waiting, visit_at: null })],
  ['onWaitingListText with a visit', onWaitingListText({ ...facts, ...waiting, visit_at: tue10 })],
  ['askAgainText', askAgainText({ ...facts, reply_numbers: [1, 2] })],
]

describe('every text', () => {
  it.each(textsOf(clinic))('%s is GSM-7, short, tidy and starts with the clinic', (_name, text) => {
    expect(countSegments(text)).toMatchObject({ encoding: 'GSM-7', offending: [] })
    expect(countSegments(text).segments).toBeLessThanOrEqual(2)
    expect(text).toMatch(/^Riverside Clinic: /)
    expect(text).not.toMatch(/ {2}|[{}]| \n|\n\n|undefined|null|!/)
    expect(text).toBe(text.trim())
  })

  it.each(textsOf(bare))('%s is tidy without a phone number too', (_name, text) => {
    expect(text).not.toMatch(/Questions|null| {2}|\s$/)
  })

  it('tells how to opt out in every offer', () => {
    for (const text of Object.values(offerTexts)) expect(text(offer)).toContain('Reply STOP to opt out.')
  })

  it('points to the emergency number and gives no advice', () => {
    expect(urgentText(clinic)).toMatch(/911 or your local emergency number.*staff have been alerted/)
  })
})

describe('offerText', () => {
  it('has the shape that the console shows', () => {
    expect(offerText(offer)).toBe(
      [
        'Riverside Clinic: appointment times for Maria. Estimated cost $150.',
        '1. Tue Dec 1, 10:00 AM, Dr. Smith',
        '2. Tue Dec 1, 2:00 PM, Dr. Johnson',
        '3. Wed Dec 2, 9:00 AM, Dr. Williams',
        'Reply 1, 2 or 3, or NONE. Reply STOP to opt out.',
      ].join('\n'),
    )
  })

  it('asks for one number when there is one option', () => {
    const text = offerText({ ...offer, options: offer.options.slice(0, 1) })
    expect(text).toContain('\nReply 1 or NONE. Reply STOP to opt out.')
  })

  it('shows the reply numbers of the offer, not positions', () => {
    const options = offer.options.map((option) => ({ ...option, reply_number: option.reply_number + 3 }))
    expect(offerText({ ...offer, options })).toMatch(
      /\n4\. Tue.*\n5\. Tue.*\n6\. Wed.*\nReply 4, 5 or 6, or NONE\./,
    )
  })

  it('says costs per line when they differ, and once when they are the same', () => {
    const [first, second, third] = offer.options
    const differ = [{ ...first!, cost_estimate: '$90' }, second!, { ...third!, cost_estimate: '$200' }]
    const text = offerText({ ...offer, options: differ })
    expect(text).not.toContain('Estimated cost')
    expect(text).toContain('Dr. Smith, $90\n')
    expect(text).toContain('Dr. Johnson, $150\n')
    expect(text).toContain('Dr. Williams, $200\n')
    const same = offer.options.map((option) => ({ ...option, cost_estimate: '$90' }))
    expect(offerText({ ...offer, options: same })).toContain(
      'Estimated cost $90.\n1. Tue Dec 1, 10:00 AM, Dr. Smith\n',
    )
  })

  it('leaves the cost and the name out when nobody knows them', () => {
    const text = offerText({ ...offer, first_name: '', cost_estimate: null })
    expect(text).toMatch(/^Riverside Clinic: appointment times for you\.\n1\./)
  })

  it('cannot be made to say more by a name or a cost from outside', () => {
    const first_name = 'Maria\n4. Free money\u2028{clinic}'
    const text = offerText({ ...offer, first_name, cost_estimate: '$1\nReply YES' })
    expect(text.split('\n')).toHaveLength(5)
    expect(text).toContain('Maria 4. Free money {clinic}')
  })
})

describe('slotOpenedText', () => {
  const one = { ...offer, options: offer.options.slice(0, 1) }
  it('names the visit that would be given up', () => {
    expect(slotOpenedText({ ...one, replaces_at: wed9 })).toMatch(
      /^Riverside Clinic: an earlier time opened for Maria, in place of Wed Dec 2, 9:00 AM\. The first to answer has it\./,
    )
  })
  it('speaks of no other visit where there is none', () => {
    expect(slotOpenedText(one)).toMatch(/: a time opened for Maria\. The first to answer has it\./)
  })
})

describe('local wording', () => {
  it('is in the zone of the clinic on both sides of a clock change', () => {
    expect(textTime(Date.parse('2026-11-01T05:30:00Z'), NEW_YORK)).toBe('1:30 AM')
    expect(textTime(Date.parse('2026-11-01T14:30:00Z'), NEW_YORK)).toBe('9:30 AM')
    expect(textDate(Date.parse('2026-12-02T03:00:00Z'), NEW_YORK)).toBe('Tue Dec 1')
    expect(textTime(Date.parse('2026-12-01T17:00:00Z'), NEW_YORK)).toBe('12:00 PM')
    expect(textTime(Date.parse('2026-12-01T04:15:00Z'), 'Asia/Kathmandu')).toBe('10:00 AM')
  })

  it.each([
    ['Smith', 'Dr. Smith'],
    ['Jane Smith', 'Dr. Jane Smith'],
    ['Dr. Smith', 'Dr. Smith'],
    ['Dr Smith', 'Dr Smith'],
    ['N. Ortiz, NP', 'N. Ortiz, NP'],
    ['Jane Smith MD', 'Jane Smith MD'],
    ['A. Lee, D.D.S.', 'A. Lee, D.D.S.'],
    ['Nurse Kelly', 'Nurse Kelly'],
    ['Drake', 'Dr. Drake'],
    ['Msuya', 'Dr. Msuya'],
  ])('calls %s %s', (name, shown) => {
    expect(textProvider(name)).toBe(shown)
  })
})

describe('templates', () => {
  it('refuse names that are not on the list, and name those that are', () => {
    for (const text of [
      '{clinic} {diagnosis}',
      'Hi {}',
      '{Clinic}',
      '{constructor}',
      'open {clinic',
      'close }',
    ]) {
      try {
        assertTemplate(text)
        expect.unreachable(text)
      } catch (error) {
        expect(isSwitchboardError(error, 'invalid_input')).toBe(true)
        if (isSwitchboardError(error)) expect(error.legal).toHaveLength(TEMPLATE_VARIABLES.length)
      }
    }
  })

  it('refuse a variable that has no value in this text', () => {
    expect(() => renderTemplate('{clinic}: {date}', { clinic: 'A' })).toThrow(/no \{date\}/)
  })

  it('use only listed names themselves', () => {
    for (const text of Object.values(DEFAULT_TEMPLATES)) expect(() => assertTemplate(text)).not.toThrow()
  })
})

describe('the text of a visit that cannot take place', () => {
  it('names it, says why, and offers the new times', () => {
    const text = providerAwayText({ ...offer, replaces_at: wed9, replaces_provider: 'Ortiz' })
    expect(text).toMatch(
      /^Riverside Clinic: Dr\. Ortiz is away, so your Wed Dec 2, 9:00 AM appointment must change\. New times for Maria\. Estimated cost \$150\.\n1\. Tue Dec 1, 10:00 AM, Dr\. Smith\n/,
    )
    expect(text).toMatch(/Reply 1, 2 or 3, or NONE\. Reply STOP to opt out\.$/)
  })

  it('is an offer like any other when nobody knows which visit it replaces', () => {
    expect(providerAwayText(offer)).toBe(offerText(offer))
  })

  it('is taken back in words that name the visit', () => {
    expect(visitStaysText(visit)).toContain(
      'Your appointment on Tue Dec 1, 10:00 AM with Dr. Smith stays as it was.',
    )
  })
})
