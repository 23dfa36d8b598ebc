import type { TextEntry } from './entry.ts'

const VISIT = ['clinic', 'date', 'time'] as const

export const VISIT_TEXTS = {
  booked: {
    group: 'visits',
    title: 'Booked',
    when: 'A visit was booked.',
    facts: 'visit',
    required: VISIT,
    en: '{clinic}: you are confirmed for {date}, {time} with {provider}. {clinic_phone}',
    es: '{clinic}: su cita queda confirmada: {date}, {time} con {provider}. {clinic_phone}',
  },
  moved: {
    group: 'visits',
    title: 'Moved',
    when: 'A visit was moved to another time.',
    facts: 'visit',
    required: VISIT,
    en: '{clinic}: your appointment is now {date}, {time} with {provider}. {clinic_phone}',
    es: '{clinic}: su cita ahora es el {date}, {time} con {provider}. {clinic_phone}',
  },
  cancelled: {
    group: 'visits',
    title: 'Cancelled',
    when: 'A visit was cancelled.',
    facts: 'visit',
    required: VISIT,
    en: '{clinic}: your appointment on {date}, {time} with {provider} is cancelled. {clinic_phone}',
    es: '{clinic}: su cita del {date}, {time} con {provider} queda cancelada. {clinic_phone}',
  },
  confirm_giving_up: {
    group: 'visits',
    title: 'Is the visit to be given up?',
    when: 'The patient wants to call off a visit; only a clear yes does it.',
    facts: 'visit',
    required: VISIT,
    en: '{clinic}: do you want to give up your appointment on {date}, {time} with {provider}? Reply YES to give it up, NO to keep it. {clinic_phone}',
    es: '{clinic}: ¿desea dejar su cita del {date}, {time} con {provider}? Responda SI para dejarla, NO para conservarla. {clinic_phone}',
  },
  visit_kept: {
    group: 'visits',
    title: 'The visit is kept',
    when: 'The patient answered that the visit stays.',
    facts: 'visit',
    required: VISIT,
    en: '{clinic}: good, your appointment on {date}, {time} with {provider} stays as it is. {clinic_phone}',
    es: '{clinic}: bien, su cita del {date}, {time} con {provider} sigue igual. {clinic_phone}',
  },
  visit_stays: {
    group: 'visits',
    title: 'The visit stays',
    when: 'Time off was withdrawn after the patient had been told of it.',
    facts: 'visit',
    required: VISIT,
    en: '{clinic}: no change is needed after all. Your appointment on {date}, {time} with {provider} stays as it was. {clinic_phone}',
    es: '{clinic}: al final no hay cambios. Su cita del {date}, {time} con {provider} sigue igual. {clinic_phone}',
  },
} as const satisfies Record<string, TextEntry>
