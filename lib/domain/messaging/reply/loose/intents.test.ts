import { describe, expect, it } from 'vitest'
import { EVAL_CONTEXTS, type EvalContextName } from '../../eval/contexts.ts'
import { readReply } from '../../reply.ts'
import { texts } from '../fixtures.ts'

const read = (text: string, context: EvalContextName) => readReply(text, EVAL_CONTEXTS[context])
const kindIn = (context: EvalContextName) => (text: string) => read(text, context).kind

describe('with an offer open', () => {
  it.each(
    texts(`nope cant do any of em | no to all | out of town that whole week | cant make it to any of these | nun of them
      | i work all 3 of those days | no me viene bien ninguna de las tres | none pq trabajo todos esos dias
      | tues is out, wed is out, and friday no good either | cant do tuesday. cant do wednesday. cant do friday.
      | im on call for all three of those | no can do sorry boss | not a single one of those, im hauling that whole week
      | de los tres dias no puedo ninguno | no good, any of those | trabajo los tres dias | not 1 not 2 not 3 lamentablemente
      | estoy fuera de la ciudad en esas fechas, no puedo | sorry, theyre all bad for me | ay no, ninguno de los tres señorita
      | we are picking apples on each of those days | no no and no`),
  )('%j turns all of it down', (text) => {
    expect(kindIn('three')(text)).toBe('none')
  })

  it.each(
    texts(`those dont work for school, shes got finals, can we do something the week of the 14th | no hay nada mas pronto?
      | id rather see dr kim if she has something | anything in janurary? new insurance kicks in then | quisiera con otro doctor si se puede
      | My son drives me and he is only off on Thursdays so a Thursday please | ninguna me sirve, deme otras opciones
      | is there anybody besides those two | none of em, try the week after | anyone other than lee
      | no good for any of those, how about a saturday`),
  )('%j asks for other times', (text) => {
    expect(kindIn('three')(text)).toBe('other_times')
  })

  it.each(
    texts(`I can't, that's my daughters wedding day | ese dia no, tengo juicio | i have to say no to that
      | no puedo | cant do dec 1, its my grandpas funeral | thats when i teach so i cant | no thanks, bad day`),
  )('%j turns the only one down', (text) => {
    expect(kindIn('one')(text)).toBe('none')
  })

  it('takes the times from the part that asks', () => {
    const text =
      'I take dialysis Tuesday and friday and my ride wont come Wednesdays. May I have a Monday or Thursday please.'
    expect(read(text, 'three')).toMatchObject({ kind: 'other_times', wish: { weekdays: [1, 4] } })
  })

  it.each(
    texts(`Friday but could it be 9:45, the bus doesnt get there til 930 | any later that day? | 2 or something on Friday | are you open saturdays? | can you call me at 2
      | maybe something else idk | anything for my daughter | which one is sooner | i like to fish
      | tues is out, wed is out | can you pick up the kids at 2:30 | friday but with patel
      | i dont got work fridays so that one | no, any of them works | trabajo los tres dias pero el viernes salgo temprano`),
  )('%j is left to a person', (text) => {
    expect(kindIn('three')(text)).toBe('unclear')
  })
})

describe('with a visit that stands', () => {
  it.each(
    texts(`oh shoot i forgot im getting my tires done that morning, can u bump me to the next day | reschedual
      | se puede mover pal jueves? | please post pone my appointment to the week after | i still want to come just not that day`),
  )('%j moves it', (text) => {
    expect(kindIn('visit')(text)).toBe('change_visit')
  })

  it.each(
    texts(`canselar | I must withdraw my appointment | take me off tuesday pls, dont need it | scratch my 10:15
      | please cancel if possible | if you could cancel my appointment that would be great
      | cancel it pls, let me know if theres a fee | no longer need tuesday, give it to someone else
      | ya no voy a poder ir`),
  )('%j gives it up', (text) => {
    expect(kindIn('visit')(text)).toBe('cancel_visit')
  })

  it.each(
    texts(`cancel it or switch it i havent decided | if it rains i wont come | dont cancel it but i cant come
      | cancel my brothers one | i might need to move it or maybe not idk yet | tuesday
      | if its gonna cost more then cancel otherwise keep it | cancel it if the doctor cant see both of us
      | si el seguro no cubre, cancelen, si no, dejenla | cancel only if its raining else ill be there`),
  )('%j is left to a person', (text) => {
    expect(kindIn('visit')(text)).toBe('unclear')
  })
})

describe('somebody else', () => {
  it.each(
    texts(`nobody by that name here | Maria hasnt had this number in like 2 yrs | who is maria? i just got this phone last week
      | wrong # bro | aqui no vive ninguna Maria | creo q se equivoco de persona, yo me llamo Carmen
      | u got the wrong one bro`),
  )('says %j', (text) => {
    expect(read(text, 'three')).toMatchObject({ kind: 'unclear', reason: 'wrong_person' })
  })

  it.each(
    texts(`i pressed the wrong number | think i hit the wrong one | its 10:15 and nobody called me back`),
  )('does not say %j', (text) => {
    expect(read(text, 'three')).not.toMatchObject({ reason: 'wrong_person' })
  })
})
