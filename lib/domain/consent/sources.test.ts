import { describe, expect, it } from 'vitest'
import { consentWords, OPT_IN_SOURCES, OPT_OUT_SOURCES } from './sources.ts'
import { CONSENT_WORDINGS, wordingOf } from './wordings.ts'

const words = (source: string, kind = 'opted_out') => consentWords({ kind, source, actor_name: 'Dana' })

describe('an event of the ledger in words', () => {
  it('names who did it where a person or a key did', () => {
    expect(words('staff')).toBe('Dana recorded that the patient wants no texts')
    expect(words('key_attested', 'opted_in')).toBe('Attested by the key “Dana”, which gave the number')
    expect(words('carrier_word')).toBe('The patient texted a stop word')
  })
  it('never shows a raw value, also not one from another release', () => {
    for (const source of [...Object.keys(OPT_IN_SOURCES), ...Object.keys(OPT_OUT_SOURCES), 'toString', 'x_y'])
      expect(words(source)).not.toMatch(/_|\{/)
    expect(words('x_y', 'opted_in')).toBe('Texts allowed')
  })
})

it('a wording keeps its words for ever: a change needs a new version', () => {
  expect(CONSENT_WORDINGS).toMatchInlineSnapshot(`
    {
      "attest-1": "Whoever gives a number attests that the patient agreed to texts about appointments at this number.",
      "entry-1": "The patient gave this number for texts about appointments and knows that STOP ends them.",
      "record-1": "The patient agreed to texts about appointments at this number and knows that STOP ends them.",
      "start-1": "You will get texts about your appointments again. Reply STOP to opt out.",
    }
  `)
  expect(wordingOf('gone-9')).toBeNull()
  expect(wordingOf(null)).toBeNull()
})
