import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../language.ts'
import { lintWording } from './lint.ts'
import { TEXT_KEYS, TEXTS } from './table.ts'

const problemsOf = (text: string, key: Parameters<typeof lintWording>[0]['key'] = 'person_will_answer') =>
  lintWording({ key, language: 'en', text }).problems

const EVERY = TEXT_KEYS.flatMap((key) => LANGUAGES.map((language) => [key, language] as const))
it.each(EVERY)('has nothing against the default of %s in %s', (key, language) => {
  expect(lintWording({ key, language, text: TEXTS[key][language] })).toEqual({
    problems: [],
    hints: [],
    is_unreadable: false,
  })
})

describe('words of the carriers as instructions', () => {
  it.each([
    'Reply CANCEL to cancel your visit.',
    'Reply "STOP" if you cannot come.',
    'Text STOP to cancel your visit.',
    'To skip it, answer with END.',
    'STOP to end reminders.',
    'Responda CANCELAR para cancelar.',
    'Envíe BAJA si no viene.',
    'reply stopall',
  ])('%s', (text) => {
    expect(problemsOf(`{clinic}: ${text}`).join()).toMatch(/end all texts at the carriers/)
  })

  it.each([
    'Reply YES to confirm.',
    'Responda SÍ para confirmar.',
    'Yes to keep it, 2 for another.',
    'Text START now.',
  ])('%s', (text) => {
    expect(problemsOf(`{clinic}: ${text}`).join()).toMatch(/words of the carriers/)
  })

  it.each([
    'Call us to cancel.',
    'We will send a cancellation fee notice.',
    'Reply C to confirm, R for another time.',
    'Reply HELP for help. {opt_out}',
    'We end our day at 5.',
    'Thank you for your yes.',
  ])('has nothing against: %s', (text) => {
    expect(problemsOf(`{clinic}: ${text}`)).toEqual([])
  })
})

describe('words that reveal a treatment', () => {
  it.each([
    ['your oncology visit', 'oncology'],
    ['su cita de psiquiatría', 'psiquiatria'],
    ['your HIV test', 'hiv'],
    ['bring your test results', 'test results'],
    ['prenatal check', 'prenatal'],
  ])('%s', (text, word) => {
    expect(problemsOf(`{clinic}: ${text}`).join()).toContain(`"${word}" tells`)
  })
  it.each(['your visit is cancelled', 'please come early', 'we are open until 5'])(
    'has nothing against: %s',
    (text) => {
      expect(problemsOf(`{clinic}: ${text}`)).toEqual([])
    },
  )
})

describe('characters that make a text dear', () => {
  it.each([
    ['façade', '"ç" (U+00E7)', 'write "c"'],
    ['see you 😀', '"😀" (U+1F600)', 'leave it out'],
    ['João', '"ã" (U+00E3)', 'write "a"'],
  ])('%s', (text, named, instead) => {
    const said = problemsOf(`{clinic}: ${text}`).join()
    expect(said).toContain(named)
    expect(said).toContain(instead)
  })

  it('are told, not refused, where the product writes them plain', () => {
    const report = lintWording({
      key: 'withdrawn',
      language: 'es',
      text: '{clinic}: “cita” – según lo pedido…',
    })
    expect(report).toMatchObject({
      problems: [],
      hints: ['ú: sent without the accent, for the same reason.'],
    })
  })
})

describe('what every text needs', () => {
  it.each([
    ['Hello from {clinic}', /begin with \{clinic\}/],
    ['Hello', /needs \{clinic\}/],
    ['{clinic}: {diagnosis}', /There is no \{diagnosis\}/],
    ['{clinic}: at {time}', /knows no \{time\}/],
    ['{clinic}: open {', /bracket is open/],
    ['{clinic}: see bit.ly/abc', /shortened links/],
    [`{clinic}: ${'word '.repeat(120)}`, /texts long/],
  ])('%.30s', (text, reason) => {
    expect(problemsOf(text).join()).toMatch(reason)
  })

  it('an offer keeps its options and its opt-out line', () => {
    expect(problemsOf('{clinic}: {first_name}', 'offer').join()).toContain('{options} {opt_out}')
  })
})

describe('an approved answer', () => {
  it('needs no clinic name, which comes by itself, and fills nothing in', () => {
    expect(problemsOf('Park behind the building.', 'answer:parking')).toEqual([])
    expect(problemsOf('Ask {provider}.', 'answer:provider').join()).toMatch(/as it is written/)
    expect(problemsOf('Reply CANCEL to cancel.', 'answer:cost')).toHaveLength(1)
    expect(problemsOf('For your colonoscopy do not eat.', 'answer:preparation')).toHaveLength(1)
  })
})
