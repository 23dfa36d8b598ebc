import { describe, expect, it } from 'vitest'
import { isSwitchboardError } from '../../errors.ts'
import { LANGUAGES, type Language } from '../language.ts'
import { countSegments } from '../segments.ts'
import { assertTemplate, renderTemplate, TEMPLATE_VARIABLES } from '../template-variables.ts'
import { textDate, textProvider, textTime } from '../text-format.ts'
import { COMMON_VARIABLES, FACT_VARIABLES } from './entry.ts'
import type { FactsByKind } from './facts.ts'
import { renderText } from './render.ts'
import { TEXT_KEYS, TEXTS, type TextKey } from './table.ts'
import { textVersion } from './version.ts'

const NEW_YORK = 'America/New_York'
const tue10 = Date.parse('2026-12-01T15:00:00Z')
const tue14 = Date.parse('2026-12-01T19:00:00Z')
const wed9 = Date.parse('2026-12-02T14:00:00Z')

const base = {
  language: 'en' as Language,
  clinic: 'Riverside Clinic',
  clinic_phone: '+14155550100' as string | null,
  first_name: 'Maria' as string | null,
  time_zone: NEW_YORK,
  patient_time_zone: null as string | null,
}
const offer = {
  cost_estimate: '$150' as string | null,
  options: [
    { reply_number: 1, starts_at: tue10, provider_name: 'Smith' },
    { reply_number: 2, starts_at: tue14, provider_name: 'Johnson' },
    { reply_number: 3, starts_at: wed9, provider_name: 'Williams' },
  ],
}
const visit = { starts_at: tue10, provider_name: 'Smith' }
const wishes = {
  en: 'Tuesdays and Thursdays, mornings, until Fri Dec 11',
  es: 'martes y jueves, por la mañana',
}

/** The longest facts of each kind that are common. */
const factsOf = (language: Language): FactsByKind => ({
  plain: {},
  offer,
  offer_for_visit: { ...offer, replaces: { starts_at: wed9, provider_name: 'Ortiz' } },
  visit,
  visits: { visits: [visit, { starts_at: wed9, provider_name: 'Johnson' }] },
  numbers: { reply_numbers: [1, 2, 3] },
  words: { words: wishes[language] },
  words_for_visit: { words: wishes[language], starts_at: tue10 },
})
const defaultOf = (key: TextKey, facts: Partial<typeof base> = {}) => {
  const all = { ...base, ...facts }
  return renderText(key, all, factsOf(all.language)[TEXTS[key].facts] as never)
}
const EVERY = TEXT_KEYS.flatMap((key) => LANGUAGES.map((language) => [key, language] as const))
const isOffer = (key: TextKey) => TEXTS[key].facts.startsWith('offer')

describe('every text', () => {
  it.each(EVERY)('%s in %s is GSM-7, short, tidy and starts with the clinic', (key, language) => {
    const text = defaultOf(key, { language })
    expect(countSegments(text)).toMatchObject({ encoding: 'GSM-7', offending: [] })
    expect(countSegments(text).segments).toBeLessThanOrEqual(2)
    expect(text).toMatch(/^Riverside Clinic: /)
    expect(text).not.toMatch(/ {2}|[{}]| \n|\n\n|undefined|null|[!¡]/)
    expect(text).toBe(text.trim())
  })

  it.each(EVERY)('%s in %s is spelled in GSM-7 by itself', (key, language) => {
    expect(countSegments(TEXTS[key][language])).toMatchObject({ offending: [] })
  })

  it.each(EVERY)('%s in %s is tidy without a phone number too', (key, language) => {
    expect(defaultOf(key, { language, clinic_phone: null })).not.toMatch(/uestions|reguntas|null| {2}|\s$/)
  })

  it.each(EVERY)('%s in %s names what it must and nothing that it has no facts for', (key, language) => {
    const template = TEXTS[key][language]
    expect(() => assertTemplate(template)).not.toThrow()
    for (const name of TEXTS[key].required) expect(template).toContain(`{${name}}`)
    const known: string[] = [...COMMON_VARIABLES, ...FACT_VARIABLES[TEXTS[key].facts]]
    for (const [, name] of template.matchAll(/\{(\w+)\}/g)) expect(known).toContain(name)
  })

  it('tells how to opt out in every offer', () => {
    for (const key of TEXT_KEYS.filter(isOffer)) {
      expect(defaultOf(key)).toContain('Reply STOP to opt out.')
      expect(defaultOf(key, { language: 'es' })).toContain('STOP para no recibir textos.')
    }
  })

  it('points to the emergency number and gives no advice', () => {
    expect(defaultOf('urgent')).toMatch(/911 or your local emergency number.*staff have been alerted/)
    expect(defaultOf('urgent', { language: 'es' })).toMatch(/llame ahora al 911.*personal ya fue avisado/)
  })
})

describe('an offer', () => {
  const offerText = (facts: Partial<typeof offer> = {}, about: Partial<typeof base> = {}) =>
    renderText('offer', { ...base, ...about }, { ...offer, ...facts })

  it('has the shape that the console shows', () => {
    expect(offerText()).toBe(
      [
        'Riverside Clinic: appointment times for Maria. Estimated cost $150.',
        '1. Tue Dec 1, 10:00 AM, Dr. Smith',
        '2. Tue Dec 1, 2:00 PM, Dr. Johnson',
        '3. Wed Dec 2, 9:00 AM, Dr. Williams',
        'Reply 1, 2 or 3, or NONE. Reply STOP to opt out.',
      ].join('\n'),
    )
  })

  it('says the same in Spanish', () => {
    expect(offerText({}, { language: 'es', first_name: 'José' })).toBe(
      [
        'Riverside Clinic: horarios de cita para José. Costo estimado $150.',
        '1. mar 1 dic, 10:00 AM, Dr. Smith',
        '2. mar 1 dic, 2:00 PM, Dr. Johnson',
        '3. mié 2 dic, 9:00 AM, Dr. Williams',
        'Responda 1, 2 o 3, o NINGUNO. STOP para no recibir textos.',
      ].join('\n'),
    )
  })

  it('costs a María no more than a Maria', () => {
    const text = offerText({}, { language: 'es', first_name: 'María', clinic: 'Clínica del Río' })
    expect(text).toMatch(/^Clinica del Rio: horarios de cita para Maria\./)
    expect(countSegments(text)).toMatchObject({ encoding: 'GSM-7', segments: 2 })
  })

  it('names the zone of the clinic to a patient whose clock differs, and to nobody else', () => {
    const there = offerText({}, { patient_time_zone: 'America/Chicago' })
    expect(there).toContain('1. Tue Dec 1, 10:00 AM EST, Dr. Smith')
    expect(offerText({}, { patient_time_zone: 'America/Toronto' })).toBe(offerText())
  })

  it('asks for one number when there is one option', () => {
    const text = offerText({ options: offer.options.slice(0, 1) })
    expect(text).toContain('\nReply 1 or NONE. Reply STOP to opt out.')
  })

  it('shows the reply numbers of the offer, not positions', () => {
    const options = offer.options.map((option) => ({ ...option, reply_number: option.reply_number + 3 }))
    expect(offerText({ options })).toMatch(/\n4\. Tue.*\n5\. Tue.*\n6\. Wed.*\nReply 4, 5 or 6, or NONE\./)
  })

  it('says costs per line when they differ, and once when they are the same', () => {
    const [first, second, third] = offer.options
    const differ = [{ ...first!, cost_estimate: '$90' }, second!, { ...third!, cost_estimate: '$200' }]
    const text = offerText({ options: differ })
    expect(text).not.toContain('Estimated cost')
    expect(text).toContain('Dr. Smith, $90\n')
    expect(text).toContain('Dr. Johnson, $150\n')
    expect(text).toContain('Dr. Williams, $200\n')
    const same = offer.options.map((option) => ({ ...option, cost_estimate: '$90' }))
    expect(offerText({ options: same })).toContain('Estimated cost $90.\n1. Tue Dec 1, 10:00 AM, Dr. Smith\n')
  })

  it('leaves the cost and the name out when nobody knows them', () => {
    const text = offerText({ cost_estimate: null }, { first_name: '' })
    expect(text).toMatch(/^Riverside Clinic: appointment times for you\.\n1\./)
  })

  it('cannot be made to say more by a name or a cost from outside', () => {
    const first_name = 'Maria\n4. Free money\u2028{clinic}'
    const text = offerText({ cost_estimate: '$1\nReply YES' }, { first_name })
    expect(text.split('\n')).toHaveLength(5)
    expect(text).toContain('Maria 4. Free money {clinic}')
  })
})

describe('a time that opened', () => {
  it('names the visit that would be given up', () => {
    expect(defaultOf('earlier_slot_opened')).toMatch(
      /^Riverside Clinic: an earlier time opened for Maria, in place of Wed Dec 2, 9:00 AM\. The first to answer has it\./,
    )
  })
  it('speaks of no other visit where there is none', () => {
    expect(defaultOf('slot_opened')).toMatch(/: a time opened for Maria\. The first to answer has it\./)
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

  it('names the zone only where the reader’s clock differs at that moment', () => {
    // Phoenix keeps no daylight saving: the clock of Denver in winter, that of Los Angeles in summer.
    const winter = Date.parse('2026-12-01T17:00:00Z')
    const summer = Date.parse('2026-07-01T17:00:00Z')
    expect(textTime(winter, 'America/Phoenix', 'America/Denver')).toBe('10:00 AM')
    expect(textTime(summer, 'America/Phoenix', 'America/Denver')).toBe('10:00 AM MST')
  })

  it('has Spanish days and months', () => {
    const days = [1, 2, 3, 4, 5, 6, 7].map((day) => Date.parse(`2026-06-0${day}T16:00Z`))
    expect(days.map((day) => textDate(day, NEW_YORK, 'es'))).toEqual(
      ['lun 1', 'mar 2', 'mié 3', 'jue 4', 'vie 5', 'sáb 6', 'dom 7'].map((day) => `${day} jun`),
    )
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
})

describe('the name of a wording', () => {
  const wording = { key: 'offer', language: 'en' as const, version: 2, text: 'one' }
  it('says whose it is, and tells two defaults apart', () => {
    expect(textVersion({ ...wording, scope: 'clinic' })).toBe('offer/en#2')
    expect(textVersion({ ...wording, scope: 'service_type' })).toBe('offer/en@service#2')
    const byDefault = textVersion({ ...wording, scope: 'default' })
    expect(byDefault).toMatch(/^offer\/en#default-[0-9a-f]{8}$/)
    expect(textVersion({ ...wording, scope: 'default', text: 'two' })).not.toBe(byDefault)
  })
})

describe('the text of a visit that cannot take place', () => {
  it('names it, says why, and offers the new times', () => {
    const text = defaultOf('provider_away')
    expect(text).toMatch(
      /^Riverside Clinic: Dr\. Ortiz is away, so your Wed Dec 2, 9:00 AM appointment must change\. New times for Maria\. Estimated cost \$150\.\n1\. Tue Dec 1, 10:00 AM, Dr\. Smith\n/,
    )
    expect(text).toMatch(/Reply 1, 2 or 3, or NONE\. Reply STOP to opt out\.$/)
  })

  it('is taken back in words that name the visit', () => {
    expect(defaultOf('visit_stays')).toContain(
      'Your appointment on Tue Dec 1, 10:00 AM with Dr. Smith stays as it was.',
    )
  })
})
