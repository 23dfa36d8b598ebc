import { SYSTEM } from '#lib/core/actors.ts'
import { actingAs } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { AnswerTopic } from '#lib/domain/messaging/answers.ts'
import { answerKey } from '#lib/domain/messaging/answers.ts'
import { LANGUAGES, type Language } from '#lib/domain/messaging/language.ts'
import { syncReminders } from '#lib/services/reminder/sync.ts'
import { saveWording } from '#lib/services/template/save.ts'
import type { MadeClinic } from './clinics.ts'
import type { DemoContext } from './context.ts'

interface DemoAnswer extends Record<Language, string> {
  topic: AnswerTopic
  service?: string
}

/** What the demo clinic lets be answered without a person; nothing about cost: a person says that. */
const ANSWERS: readonly DemoAnswer[] = [
  {
    topic: 'address',
    en: 'We are at 12 Riverside Drive, second floor. The elevator is beside the main entrance.',
    es: 'Nos encuentra en 12 Riverside Drive, segundo piso. El elevador queda junto a la entrada principal.',
  },
  {
    topic: 'parking',
    en: 'Park behind the building, entrance on Mill Street. It is free for patients.',
    es: 'Puede estacionarse detrás del edificio, entrada por Mill Street. Es gratis para pacientes.',
  },
  {
    topic: 'preparation',
    service: 'Annual physical',
    en: 'Please do not eat for 8 hours before, water is fine. Bring a list of what you take.',
    es: 'Por favor no coma nada 8 horas antes, puede beber agua. Traiga una lista de lo que toma.',
  },
]

async function addAnswers(ctx: DemoContext, clinic: MadeClinic): Promise<void> {
  const system = actingAs(ctx, SYSTEM)
  for (const { topic, service: name, ...texts } of ANSWERS) {
    const service = clinic.services.find((each) => each.name === name)
    for (const language of LANGUAGES) {
      await saveWording(system, {
        clinic_id: clinic.id,
        service_type_id: service?.id ?? null,
        key: answerKey(topic),
        language,
        text: texts[language],
      })
    }
  }
}

/** Approved answers, and the reminders of the visits that were written without the product's own verbs. */
export async function addTexts(ctx: DemoContext, clinic: MadeClinic): Promise<void> {
  await addAnswers(ctx, clinic)
  const ahead = await ctx.db.appointment.findMany({
    where: { clinic_id: clinic.id, state: 'booked', starts_at: { gt: new Date(ctx.now()) } },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  const ids = ahead.map(({ id }) => id)
  await mutate(ctx, { name: 'demo.reminders', permission: null }, (tx) =>
    syncReminders(tx, ids, { is_just_told: false }),
  )
}
