import { z } from 'zod'
import { setUpInput } from '#lib/domain/staff/schema.ts'

const hours = z
  .object({
    weekday: z.string(),
    start_local: setUpInput.shape.hours.element.shape.start_local,
    end_local: setUpInput.shape.hours.element.shape.end_local,
  })
  .refine((row) => row.start_local < row.end_local, {
    path: ['end_local'],
    error: 'Must be after the start.',
  })

/** The wire's schema with what a form needs besides: weekday as a choice, an optional phone, the password twice. */
export const setUpForm = setUpInput
  .extend({
    clinic: setUpInput.shape.clinic.extend({ phone_number: z.string().max(40) }),
    hours: z.array(hours).min(1),
    password_again: z.string(),
  })
  .refine((values) => values.admin.password === values.password_again, {
    path: ['password_again'],
    error: 'The two passwords differ.',
  })

export type SetUpForm = z.infer<typeof setUpForm>

/** What the form holds at the start: weekdays nine to five, half an hour per visit. */
export function setUpDefaults(token: string, timeZone: string): SetUpForm {
  return {
    token,
    clinic: { name: '', time_zone: timeZone, phone_number: '' },
    admin: { name: '', email: '', password: '' },
    password_again: '',
    provider: { name: '' },
    hours: [1, 2, 3, 4, 5].map((day) => ({ weekday: String(day), start_local: '09:00', end_local: '17:00' })),
    service_type: { name: 'Visit', duration_minutes: 30 },
  }
}

/** From the form's values to the route's body. */
export function toSetUpInput({ password_again: _, ...values }: SetUpForm): z.infer<typeof setUpInput> {
  const phone = values.clinic.phone_number.trim()
  return {
    ...values,
    clinic: { ...values.clinic, phone_number: phone === '' ? null : phone },
    hours: values.hours.map((row) => ({ ...row, weekday: Number(row.weekday) })),
  }
}
