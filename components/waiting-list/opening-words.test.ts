import { describe, expect, it } from 'vitest'
import type { OpeningView } from '#lib/domain/waiting-list/schema.ts'
import { progressWords } from './opening-words.ts'

const ID = '01a1fda2-47a4-72e6-9da1-9c2666147ad6'
const invitation = (state: OpeningView['invitations'][number]['state'], name: string) => ({
  id: ID,
  patient: { id: ID, name },
  wave: 1,
  state,
  state_label: '',
  is_on_list: true,
  conversation_id: null,
  invited_at: '2026-11-24T15:00:00Z',
  decided_at: null,
})
const opening = (fields: Partial<OpeningView>): OpeningView => ({
  id: ID,
  clinic_id: ID,
  provider: { id: ID, name: 'Dr. Smith' },
  service_type: { id: ID, name: 'Visit' },
  starts_at: '2026-11-24T15:00:00Z',
  ends_at: '2026-11-24T15:30:00Z',
  state: 'open',
  cause: 'cancellation',
  cause_label: '',
  freed_by: null,
  follows_id: null,
  wave: 1,
  next_wave_at: null,
  created_at: '2026-11-23T15:00:00Z',
  ended_at: null,
  invitations: [],
  ...fields,
})

describe('how far a freed time is', () => {
  const words = (fields: Partial<OpeningView>) => progressWords(opening(fields), 'America/New_York')
  it('names whoever took it', () => {
    const invitations = [invitation('too_late', 'Bo'), invitation('accepted', 'Ann')]
    expect(words({ state: 'taken', invitations })).toBe('Ann took it')
  })
  it('counts those who were asked and says when the next ones are', () => {
    const invitations = [invitation('invited', 'Bo')]
    expect(words({ invitations, next_wave_at: '2026-11-23T15:15:00Z' })).toBe(
      '1 patient asked, next ones at 10:15 AM',
    )
    expect(words({ invitations: [...invitations, ...invitations] })).toBe('2 patients asked')
    expect(words({ state: 'exhausted' })).toBe('Nobody asked')
  })
})
