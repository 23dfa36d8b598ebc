import type { SetUpInput } from '#lib/domain/staff/schema.ts'
import { apiFetch } from './fetch.ts'

/** `POST /api/set-up`: the first admin, clinic, provider, hours and service type, with the token `npm start` printed. */
export const setUp = (input: SetUpInput) =>
  apiFetch<unknown>('/api/set-up', { method: 'POST', body: input, redirectOn401: false })
