import { queryOptions } from '@tanstack/react-query'
import type {
  EnterTimeOffInput,
  EnterTimeOffResult,
  PreviewTimeOffInput,
  TimeOffPreview,
} from '#lib/domain/campaign/schema.ts'
import type { TimeOffView } from '#lib/domain/scheduling/schema.ts'
import { apiFetch } from './fetch.ts'

/** What time off would do; changes nothing. */
export const timeOffPreviewQuery = (input: PreviewTimeOffInput) =>
  queryOptions({
    queryKey: ['appointments', 'time-off-preview', input],
    queryFn: ({ signal }) => {
      const { provider_id: id, ...body } = input
      return apiFetch<TimeOffPreview>(`/api/providers/${id}/time-off/preview`, {
        method: 'POST',
        body,
        signal,
      })
    },
    placeholderData: (previous) => previous,
  })

/** Answers with the visits that fall into it; they stay until their patients have chosen, or somebody moves them. */
export const addTimeOff = ({ provider_id: id, ...input }: EnterTimeOffInput) =>
  apiFetch<EnterTimeOffResult>(`/api/providers/${id}/time-off`, { method: 'POST', body: input })

/** Opens the time again. */
export const cancelTimeOff = (timeOffId: string) =>
  apiFetch<TimeOffView>(`/api/time-off/${timeOffId}`, { method: 'DELETE' })
