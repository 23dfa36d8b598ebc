import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { DecisionView, MarkDecisionInput, MarkedPage } from '#lib/domain/messaging/decision-schema.ts'
import { apiFetch, toQuery } from './fetch.ts'

/** What a ledger starts from: a text of either direction, or a visit. */
export interface LedgerSubject {
  from: 'text' | 'visit'
  id: string
}

/** Everything between a patient's words and what came of them. */
export const decisionQuery = ({ from, id }: LedgerSubject) =>
  queryOptions({
    queryKey: ['conversations', 'decision', from, id],
    queryFn: ({ signal }) =>
      apiFetch<DecisionView>(
        from === 'text' ? `/api/texts/${id}/decision` : `/api/appointments/${id}/decision`,
        { signal },
      ),
  })

export const markDecision = ({ decision_id, ...body }: MarkDecisionInput): Promise<void> =>
  apiFetch(`/api/decisions/${decision_id}/mark`, { method: 'PUT', body })

export const unmarkDecision = (decisionId: string): Promise<void> =>
  apiFetch(`/api/decisions/${decisionId}/mark`, { method: 'DELETE' })

/** The texts that staff marked as misread, latest first. For administrators. */
export const markedQuery = () =>
  infiniteQueryOptions({
    queryKey: ['conversations', 'marked'],
    queryFn: ({ pageParam, signal }) =>
      apiFetch<MarkedPage>(`/api/decisions/marked${toQuery({ cursor: pageParam })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
