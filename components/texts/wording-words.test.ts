import { describe, expect, it } from 'vitest'
import type { WordingView } from '#lib/domain/messaging/templates/schema.ts'
import {
  ANSWER_SUBJECTS,
  inheritedText,
  ownWording,
  statusWords,
  subjectsOf,
  wordingVersion,
} from './wording-words.ts'

const row = (fields: Partial<WordingView>): WordingView => ({
  key: 'offer',
  language: 'en',
  service_type_id: null,
  version: 1,
  text: 'ours',
  changed_by: 'Ada',
  changed_at: '2026-11-23T15:00:00.000Z',
  ...fields,
})
const [offer] = subjectsOf('offers') as [ReturnType<typeof subjectsOf>[number]]
const parking = ANSWER_SUBJECTS.find(({ key }) => key === 'answer:parking')!

describe('which words hold', () => {
  it('are those of the scope, else the clinic’s, else the default', () => {
    const service = { language: 'en', service_type_id: 's1' } as const
    expect(inheritedText([], offer, service)).toBe(offer.defaults!.en)
    expect(inheritedText([row({})], offer, service)).toBe('ours')
    expect(inheritedText([row({})], offer, { language: 'es', service_type_id: null })).toBe(
      offer.defaults!.es,
    )
    expect(inheritedText([], parking, service)).toBe('')
    expect(
      ownWording([row({ text: null })], { key: 'offer', language: 'en', service_type_id: null }),
    ).toBeUndefined()
  })

  it('have the version of exactly their scope, also after they were taken back', () => {
    const at = { key: 'offer', language: 'en', service_type_id: null } as const
    expect(wordingVersion([], at)).toBe(0)
    expect(
      wordingVersion([row({ version: 9, service_type_id: 's1' }), row({ version: 3, text: null })], at),
    ).toBe(3)
  })

  it('are said in a line', () => {
    expect(statusWords([], offer)).toBe('Default')
    expect(statusWords([], parking)).toBe('A person answers')
    expect(statusWords([row({}), row({ language: 'es', service_type_id: 's1' })], offer)).toBe(
      'Own words in English and Spanish, 1 service apart',
    )
    expect(statusWords([row({ key: 'answer:parking' })], parking)).toBe('Answered in English')
  })
})
