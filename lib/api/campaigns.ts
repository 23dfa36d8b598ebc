import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  CampaignDetail,
  CampaignPage,
  ListCampaignsQuery,
  SettleMemberInput,
} from '#lib/domain/campaign/schema.ts'
import { apiFetch, toQuery } from './fetch.ts'

type Filters = Omit<ListCampaignsQuery, 'cursor'>

const readPage = (query: ListCampaignsQuery, signal: AbortSignal) =>
  apiFetch<CampaignPage>(`/api/campaigns${toQuery(query)}`, { signal })

/** A clinic's campaigns, newest first, page by page. */
export const campaignsQuery = (clinicId: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['campaigns', 'list', clinicId],
    queryFn: ({ pageParam, signal }) => readPage({ clinic_id: clinicId ?? '', cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    enabled: clinicId !== undefined,
  })

/** The campaigns of time off that touches a range. */
export const campaignsInQuery = (filters: Filters | undefined) =>
  queryOptions({
    queryKey: ['campaigns', 'in', filters],
    queryFn: async ({ signal }) => (await readPage({ clinic_id: '', ...filters }, signal)).items,
    enabled: filters !== undefined,
    placeholderData: (previous) => previous,
  })

/** One campaign with every visit in it. */
export const campaignQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaigns', 'one', id],
    queryFn: ({ signal }) => apiFetch<CampaignDetail>(`/api/campaigns/${id}`, { signal }),
  })

/** Takes back a campaign of which nothing was sent, and its time off. */
export const undoCampaign = (id: string) =>
  apiFetch<CampaignDetail>(`/api/campaigns/${id}/undo`, { method: 'POST', body: {} })

/** The visit was dealt with by hand. */
export const settleMember = ({ campaign_id, member_id, reason }: SettleMemberInput) =>
  apiFetch<CampaignDetail>(`/api/campaigns/${campaign_id}/members/${member_id}/settlement`, {
    method: 'POST',
    body: { reason },
  })
