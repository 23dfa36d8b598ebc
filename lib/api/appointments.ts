import { queryOptions } from '@tanstack/react-query'
import type { VisitRemindersView } from '#lib/domain/messaging/reminder-schema.ts'
import type {
  AppointmentView,
  BookAppointmentInput,
  CancelAppointmentInput,
  ListAppointmentsQuery,
  OverrideBookingInput,
  OverrideBookingResult,
  RescheduleAppointmentInput,
} from '#lib/domain/scheduling/schema.ts'
import { apiFetch, toQuery } from './fetch.ts'
import { type Listed, listed } from './listed.ts'

export const appointmentsQuery = (query: ListAppointmentsQuery | undefined) =>
  queryOptions({
    queryKey: ['appointments', 'list', query],
    queryFn: async ({ signal }) =>
      listed(await apiFetch<Listed<AppointmentView>>(`/api/appointments${toQuery(query ?? {})}`, { signal })),
    enabled: query !== undefined,
    placeholderData: (previous) => previous,
  })

export const bookAppointment = (input: BookAppointmentInput) =>
  apiFetch<AppointmentView>('/api/appointments', { method: 'POST', body: input })

type Rest<Input extends { appointment_id: string }> = Omit<Input, 'appointment_id'>

export const moveAppointment = (id: string, input: Rest<RescheduleAppointmentInput>) =>
  apiFetch<AppointmentView>(`/api/appointments/${id}/move`, { method: 'POST', body: input })

export const cancelAppointment = (id: string, input: Rest<CancelAppointmentInput>) =>
  apiFetch<AppointmentView>(`/api/appointments/${id}/cancellation`, { method: 'POST', body: input })

/** `arrival`, `fulfilment` or `no-show`; refused when the appointment has changed since `version`. */
export const markAppointment = (id: string, step: 'arrival' | 'fulfilment' | 'no-show', version: number) =>
  apiFetch<AppointmentView>(`/api/appointments/${id}/${step}`, { method: 'POST', body: { version } })

/** Staff heard that the patient comes; refused when the appointment has changed since `version`. */
export const confirmAppointment = (id: string, version: number) =>
  apiFetch<AppointmentView>(`/api/appointments/${id}/confirmation`, { method: 'POST', body: { version } })

/** Under the key of appointments: whatever changes the visit changes these. */
export const visitRemindersQuery = (id: string) =>
  queryOptions({
    queryKey: ['appointments', 'reminders', id],
    queryFn: ({ signal }) => apiFetch<VisitRemindersView>(`/api/appointments/${id}/reminders`, { signal }),
  })

export const switchReminders = (id: string, is_on: boolean) =>
  apiFetch<VisitRemindersView>(`/api/appointments/${id}/reminders`, { method: 'PUT', body: { is_on } })

/** With `is_preview` it lists every conflict and changes nothing. */
export const overrideBooking = (input: OverrideBookingInput) =>
  apiFetch<OverrideBookingResult>('/api/appointments/override', { method: 'POST', body: input })
