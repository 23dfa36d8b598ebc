import type { TextEntry } from './entry.ts'

export const REMINDER_TEXTS = {
  reminder: {
    group: 'reminders',
    title: 'Reminder',
    when: 'Before a visit, as the service type says.',
    facts: 'visit',
    required: ['clinic', 'date', 'time', 'opt_out'],
    en: '{clinic}: reminder, {first_name}: appointment {date}, {time} with {provider}. Reply C to confirm, R for another time. {clinic_phone} {opt_out}',
    es: '{clinic}: recordatorio, {first_name}: cita {date}, {time} con {provider}. Responda C para confirmar, R para otra hora. {clinic_phone} {opt_out}',
  },
  reminder_several: {
    group: 'reminders',
    title: 'Reminder of several visits',
    when: 'Reminders of several visits of one patient that fall on one day; {options} are the visits.',
    facts: 'visits',
    required: ['clinic', 'options', 'opt_out'],
    en: '{clinic}: reminder of your appointments, {first_name}.\n{options}\nReply C to confirm all, R for another time. {clinic_phone} {opt_out}',
    es: '{clinic}: recordatorio de sus citas, {first_name}.\n{options}\nResponda C para confirmar todas, R para otra hora. {clinic_phone} {opt_out}',
  },
  visit_confirmed: {
    group: 'reminders',
    title: 'Thank you for confirming',
    when: 'C in answer to a reminder.',
    facts: 'visit',
    required: ['clinic'],
    en: '{clinic}: thank you, confirmed. See you {date}, {time}. {clinic_phone}',
    es: '{clinic}: gracias, queda confirmada. Le esperamos el {date}, {time}. {clinic_phone}',
  },
  visits_confirmed: {
    group: 'reminders',
    title: 'Thank you for confirming several visits',
    when: 'C in answer to a reminder of several visits; {options} are the visits.',
    facts: 'visits',
    required: ['clinic'],
    en: '{clinic}: thank you, all confirmed.\n{options}\n{clinic_phone}',
    es: '{clinic}: gracias, quedan confirmadas.\n{options}\n{clinic_phone}',
  },
} as const satisfies Record<string, TextEntry>
