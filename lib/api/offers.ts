import { queryOptions } from '@tanstack/react-query'
import type { SendOfferInput, SendOfferResult, TextPreview } from '#lib/domain/messaging/schema.ts'
import { apiFetch } from './fetch.ts'

export const sendOffer = (input: SendOfferInput) =>
  apiFetch<SendOfferResult>('/api/offers', { method: 'POST', body: input })

export const withdrawOffer = (offerId: string, reason: string | null) =>
  apiFetch<unknown>(`/api/offers/${offerId}/withdrawal`, { method: 'POST', body: { reason } })

/** The exact text that `sendOffer` would send, with segments and price. Changes nothing; off while nothing is chosen. */
export const offerPreviewQuery = (input: SendOfferInput | undefined) =>
  queryOptions({
    queryKey: ['slots', 'offer-preview', input],
    queryFn: ({ signal }) =>
      apiFetch<TextPreview>('/api/offers/preview', { method: 'POST', body: input, signal }),
    enabled: input !== undefined,
    placeholderData: (previous) => previous,
    retry: false,
  })
