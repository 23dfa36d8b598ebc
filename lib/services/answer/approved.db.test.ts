import { beforeEach, describe, expect, it } from 'vitest'
import { type AnswerTopic, answerKey } from '#lib/domain/messaging/answers.ts'
import type { Language } from '#lib/domain/messaging/language.ts'
import { staffActor, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { type Desk, lastDecision, makeDesk, offerThree, textFrom, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { saveWording } from '../template/save.ts'

const { db } = openTestDatabase()
let desk: Desk
let sent: Awaited<ReturnType<typeof offerThree>>

beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
  sent = await offerThree(desk)
  await drain(desk.ctx)
  desk.ctx.advance(60_000)
})

const approve = (topic: AnswerTopic, language: Language, text: string, service_type_id?: string) =>
  saveWording(
    { ...desk.ctx, actor: staffActor('admin', [desk.clinic.id]) },
    {
      clinic_id: desk.clinic.id,
      key: answerKey(topic),
      language,
      text,
      ...(service_type_id ? { service_type_id } : {}),
    },
  )
async function ask(text: string) {
  await textFrom(desk, text)
  await drain(desk.ctx)
  return (await textsTo(desk)).at(-1)!.text
}
const conversation = () => db().conversation.findUniqueOrThrow({ where: { id: sent.conversation.id } })

describe('a question that the clinic has answered beforehand', () => {
  it.each<[AnswerTopic, Language, string, string]>([
    ['address', 'en', 'Where are you located?', 'We are at 12 Main Street, second floor.'],
    ['address', 'es', '¿Cuál es la dirección, por favor?', 'Estamos en la calle Main 12, segundo piso.'],
    ['parking', 'en', 'Where do I park?', 'Park in the lot behind the building, it is free.'],
    ['parking', 'es', '¿Hay estacionamiento?', 'Hay estacionamiento gratis detras del edificio.'],
    ['cost', 'en', 'How much does it cost?', 'The visit costs 80 dollars.'],
    ['cost', 'es', '¿Cuánto cuesta la consulta?', 'La consulta cuesta 80 dolares.'],
    ['provider', 'en', 'Who will I be seeing?', 'You will see one of our two doctors.'],
    ['provider', 'es', '¿Quién es el doctor?', 'Le atiende uno de nuestros dos medicos.'],
  ])('is answered in those words: %s, %s', async (topic, language, question, answer) => {
    await db().patient.update({ where: { id: desk.patient.id }, data: { language } })
    await approve(topic, language, answer)
    expect(await ask(question)).toContain(answer)
    expect(await lastDecision(desk)).toMatchObject({ reading: 'question', outcome: 'question_answered' })
    expect(await conversation()).toMatchObject({ needs_staff_reason: null })
    expect((await db().offer.findFirstOrThrow({ where: { patient_id: desk.patient.id } })).state).toBe('open')
  })

  it('about the preparation is answered for the service of the visit', async () => {
    await approve('preparation', 'en', 'Please come fasting and bring your card.', desk.service.id)
    expect(await ask('What should I bring?')).toContain('Please come fasting')
  })

  it('is left to a person in a language that nobody wrote an answer for', async () => {
    await db().patient.update({ where: { id: desk.patient.id }, data: { language: 'es' } })
    await approve('parking', 'en', 'Park behind the building.')
    expect(await ask('¿Hay estacionamiento?')).not.toContain('Park behind')
    expect(await lastDecision(desk)).toMatchObject({ outcome: 'staff_asked' })
    expect(await conversation()).toMatchObject({ needs_staff_reason: 'asked_question' })
  })
})
