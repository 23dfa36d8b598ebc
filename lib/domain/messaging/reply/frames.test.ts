import { describe, expect, it } from 'vitest'
import { withoutFrames } from './frames.ts'
import { asThePatient } from './relay.ts'
import { withoutSideQuestions } from './side-questions.ts'
import { tokenize } from './tokens.ts'

const PATIENT = new Set(['maria', 'gonzalez'])
const left = (text: string) =>
  withoutFrames(tokenize(text), PATIENT)
    .flatMap((token) =>
      'text' in token ? [token.text] : token.kind === 'number' ? [String(token.value)] : [],
    )
    .join(' ')

describe('what frames an answer', () => {
  it.each([
    ['la primera mi vida gracias', 'la primera gracias'],
    ['tuesday is fine, chef', 'tuesday is fine'],
    ['miercoles, que dios me la bendiga', 'miercoles'],
    ['friday please. regards, m. gonzalez', 'friday please regards'],
    ['option 3. thank you. m.g.', 'option 3 thank you'],
    ['the soonest of those', 'the soonest one'],
    ['the last one you sent', 'the last one'],
    ['3 pls my hands arent good', '3 pls'],
    ['friday and god bless', 'friday'],
  ])('%s leaves %s', (text, answer) => {
    expect(left(text)).toBe(answer)
  })

  it.each([
    'mi vida es un caos',
    'my boss said 2',
    'chef said 2',
    'none of the three',
    'thank god its friday',
    'thank you for friday',
  ])('is not found in: %s', (text) => {
    expect(left(text)).toBe(text)
  })
})

describe('a relative who writes', () => {
  it.each([
    ["Maria's dad here. she says the first one", ' .  the first one'],
    ['Maria wants Tuesday', 'I want Tuesday'],
    ['Texting for my mom, she says Friday, she likes mornings', ' .  .  Friday. she likes mornings'],
    ["This is Ruth's husband, she says Friday", "This is Ruth's husband, she says Friday"],
    ['Texting for my dad George. He says Friday', 'Texting for my dad George. He says Friday'],
    ['Texting for my dad. He wants the second one', ' .  I want the second one'],
    ['soy la hija, mi hermano dice que el martes', ' . mi hermano dice que el martes'],
    ['my dad says Friday, im his son and i say no', 'my dad says Friday, im his son and i say no'],
    ['she says the first one', 'she says the first one'],
    ['her mom says the first one', 'her mom says the first one'],
    ['Maria wants to know the price', 'Maria wants to know the price'],
  ])('%s is read as %s', (text, read) => {
    expect(asThePatient(text, PATIENT)).toBe(read)
  })
})

describe('a question beside an answer', () => {
  const rest = (text: string) => withoutSideQuestions(text, new Set(['lee', 'patel']))
  it('is left out where it cannot change what was chosen', () => {
    expect(rest("Is it ok if my sister comes in with me? I'll take Friday.")).toBe("I'll take Friday.")
    expect(rest('la 3 porfa. hay que llevar algo?')).toBe('la 3 porfa.')
    expect(rest('Going with the 1st, is there a place to lock a bike?')).toBe('Going with the 1st.')
    expect(rest('3. should I stop my aspirin before?')).toBe('3.')
    expect(rest('ok 1. do i need to bring my card')).toBe('ok 1.')
  })
  it.each([
    '1 works. can you do it by phone?',
    'friday. can i come at 11?',
    '3. is it ok if my husband takes that one?',
    '2. can i get a different doctor?',
    'do you take medicaid? if so 3',
    '2. how long is the appointment on friday?',
    'do i need to fast?',
  ])('is kept in: %s', (text) => {
    expect(rest(text)).toBeNull()
  })
})
