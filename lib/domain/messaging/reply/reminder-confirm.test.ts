import { describe, expect, it } from 'vitest'
import { EVAL_CONTEXTS } from '../eval/contexts.ts'
import { texts } from './fixtures.ts'
import { comesToVisit } from './reminder-confirm.ts'

const { visits } = EVAL_CONTEXTS.reminder

describe('a text after a reminder of Tuesday, 10:15, Dr. Lee', () => {
  it.each(
    texts(`Im coming my daughter is bringing me | see you tuesday | yes I will be there at 10:15 | C C C | confrimed
      | 10:15 tues ✅ | got the morning off so all set for dr lee | claro q si nos vemos el martes | si mi amor yo voy
      | wouldnt miss it | C. thanks for the heads up | C - Maria | C gracias senorita | claro, mi hermana me lleva, no falto
      | no problem ill be there | ahi estare sin falta | see him tuesday | cant wait, see you then`),
  )('%j says that the patient comes', (text) => {
    expect(comesToVisit(text, visits)).toBe(true)
  })

  it.each(
    texts(`see you thursday | ill be there at 11 | i might come | yes but later | im not coming | see you if my car works
      | can i come at 9? | i think ill be there | ill be there with dr patel | si puedo voy | no voy | sure 🙃 | maybe ill come
      | ill be late | can you move it | C - or was it R | C. actually no | C my last text | C. if my son drives me | ya veremos | yes cancel it | hello | thanks`),
  )('%j does not', (text) => {
    expect(comesToVisit(text, visits)).toBe(false)
  })
})
