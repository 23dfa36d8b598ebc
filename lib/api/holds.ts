import { apiFetch } from './fetch.ts'

/** Lets a held time go before it runs out. A patient who then chooses it gets fresh times. */
export const releaseHold = (appointmentId: string) =>
  apiFetch<unknown>(`/api/holds/${appointmentId}`, { method: 'DELETE' })
