import { describe, expect, it } from 'vitest'
import type { HitVisitView, TimeOffPreview } from '#lib/domain/campaign/schema.ts'
import { previewWords, waveWords } from './time-off-preview-words.ts'

const visit = (outcome: HitVisitView['outcome']): HitVisitView => ({
  appointment_id: 'a',
  patient: null,
  service_type: null,
  starts_at: '2026-12-01T19:00:00Z',
  ends_at: '2026-12-01T19:30:00Z',
  outcome,
  reason: null,
  is_urgent: false,
  phone_number: null,
  options: [],
  text: null,
})
const preview: TimeOffPreview = {
  provider: { id: 'p', name: 'N. Ortiz' },
  time_zone: 'America/New_York',
  starts_at: '2026-12-01T18:00:00Z',
  ends_at: '2026-12-01T22:00:00Z',
  visits: [visit('text')],
  holds: [],
  waves: [{ at: '2026-11-23T15:02:00Z', count: 1, appointment_ids: ['a'] }],
  quiet_hours: null,
  texts: { count: 1, segments: 2, price_micros: 15_000, currency: 'USD' },
}

describe('the preview of time off in words', () => {
  it('says who is texted for how much, told later, called, and what is let go', () => {
    expect(previewWords(preview)).toBe(
      '1 visit falls into it: 1 patient is offered other times by text (2 segments, $0.015).',
    )
    const more = {
      ...preview,
      visits: ['text', 'text', 'later', 'phone', 'stays'].map((each) => visit(each as 'text')),
      holds: [{ appointment_id: 'h', patient: null, starts_at: '2026-12-01T19:00:00Z' }],
      texts: { count: 2, segments: 4, price_micros: 30_000, currency: 'USD' },
    }
    expect(previewWords(more)).toBe(
      '5 visits fall into it: 2 patients are offered other times by text (4 segments, $0.03), 1 is told later, 1 has to be called, 1 stays as it is. 1 held time is let go.',
    )
  })

  it('says when the texts leave, and that quiet hours hold them', () => {
    expect(waveWords(preview)).toBe('The texts leave Mon Nov 23, 10:02 AM. Until the first you can undo it.')
    const waves = [...preview.waves, { at: '2026-11-24T13:00:00Z', count: 1, appointment_ids: ['b'] }]
    expect(waveWords({ ...preview, waves, quiet_hours: '8:00 PM to 8:00 AM' })).toBe(
      'The first texts leave Mon Nov 23, 10:02 AM, the last Tue Nov 24, 8:00 AM. Until the first you can undo it. None leaves in quiet hours, 8:00 PM to 8:00 AM where the patient is.',
    )
    expect(waveWords({ ...preview, waves: [] })).toBe('')
  })
})
