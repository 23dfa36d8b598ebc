import type { ConversationFilters } from '#lib/api/conversations.ts'
import { CONVERSATION_STATUSES, type ConversationPage } from '#lib/domain/messaging/schema.ts'

export type Status = ConversationPage['items'][number]['status']

/** The filters that most mornings need; each is a chip. */
export const VIEWS = [
  { id: 'all', label: 'All' },
  { id: 'needs', label: 'Needs you' },
  { id: 'waiting', label: 'Waiting' },
  { id: 'urgent', label: 'Urgent' },
  { id: 'unknown', label: 'Unknown numbers' },
] as const
export type ViewId = (typeof VIEWS)[number]['id']

/** Every status in the words of the list, for the filter. */
export const STATUS_WORDS: Record<Status, string> = {
  awaiting_response: 'Waiting for the patient',
  slot_selected: 'Being booked',
  confirmed: 'Booked',
  declined: 'Turned down',
  expired: 'Offer ran out',
  needs_staff: 'Needs a person',
  cancelled: 'Cancelled',
  opted_out: 'Opted out',
  failed: 'Text not delivered',
}

export const ALL_CLINICS = 'all'

/** What the address bar says about the list. */
export interface ListState {
  view: ViewId
  status: Status | undefined
  provider: string | undefined
  /** A clinic's id, `all`, or undefined for the clinic that the frame stands in. */
  clinic: string | undefined
  /** Those closed long ago, instead of all others. */
  isArchive: boolean
  q: string
}

/** The list as it is before anything is chosen. */
export const NO_FILTER: ListState = {
  view: 'all',
  status: undefined,
  provider: undefined,
  clinic: undefined,
  isArchive: false,
  q: '',
}

interface Readable {
  get(name: string): string | null
}

/** Reads the list's state from the address; what it does not know counts as not set. */
export function readListState(params: Readable): ListState {
  const view = VIEWS.find((candidate) => candidate.id === params.get('view'))?.id ?? 'all'
  const status = CONVERSATION_STATUSES.find((candidate) => candidate === params.get('status'))
  return {
    view,
    status,
    provider: params.get('provider') ?? undefined,
    clinic: params.get('clinic') ?? undefined,
    isArchive: params.get('archived') === 'true',
    q: params.get('q') ?? '',
  }
}

/** `?view=needs&q=maria`, or an empty string when nothing is set. */
export function writeListState(state: ListState): string {
  const params = new URLSearchParams()
  if (state.view !== 'all') params.set('view', state.view)
  if (state.status !== undefined) params.set('status', state.status)
  if (state.provider !== undefined) params.set('provider', state.provider)
  if (state.clinic !== undefined) params.set('clinic', state.clinic)
  if (state.isArchive) params.set('archived', 'true')
  if (state.q !== '') params.set('q', state.q)
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

/** Numbers that nobody has are a list of their own; a search, and what needs a person, are never narrowed by it. */
function unknownSenders({ view, q }: ListState): 'true' | 'false' | undefined {
  if (view === 'unknown') return 'true'
  return q === '' && (view === 'all' || view === 'waiting') ? 'false' : undefined
}

/** What is asked of the API. A chip and the status filter narrow together. */
export function toFilters(state: ListState, frameClinicId: string | undefined): ConversationFilters {
  const clinicId = state.clinic === ALL_CLINICS ? undefined : (state.clinic ?? frameClinicId)
  return {
    clinic_id: clinicId,
    provider_id: state.provider,
    q: state.q === '' ? undefined : state.q,
    status: state.status ?? (state.view === 'waiting' ? 'awaiting_response' : undefined),
    needs_staff: state.view === 'needs' ? 'true' : undefined,
    urgent: state.view === 'urgent' ? 'true' : undefined,
    unknown_senders: unknownSenders(state),
    archived: state.isArchive ? 'true' : undefined,
  }
}
