import type { AddTimeOffInput, AddTimeOffResult, TimeOffView } from '#lib/domain/scheduling/schema.ts'
import { apiFetch } from './fetch.ts'

/** Answers with the visits that fall into it; they stay until somebody moves them. */
export const addTimeOff = ({ provider_id: id, ...input }: AddTimeOffInput) =>
  apiFetch<AddTimeOffResult>(`/api/providers/${id}/time-off`, { method: 'POST', body: input })

/** Opens the time again. */
export const cancelTimeOff = (timeOffId: string) =>
  apiFetch<TimeOffView>(`/api/time-off/${timeOffId}`, { method: 'DELETE' })
