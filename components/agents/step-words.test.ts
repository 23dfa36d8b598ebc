import { describe, expect, it } from 'vitest'
import { stepDetail } from './step-words.ts'

const ZONE = 'America/New_York'

describe('what stands under an arrow', () => {
  it('is the one thing in the content that says most', () => {
    expect(stepDetail({ status: 'CONFIRMED', reason: 'x' }, ZONE)).toBe('confirmed')
    expect(stepDetail({ available_slots: [1, 2, 3] }, ZONE)).toBe('3 times')
    expect(stepDetail({ available_slots: [] }, ZONE)).toBe('no times')
    expect(stepDetail({ slot_details: { start_time: '2026-12-01T15:00:00Z' } }, ZONE)).toBe(
      'Tue Dec 1, 10:00 AM',
    )
    expect(stepDetail({ event: 'dead_letter' }, ZONE)).toBe('dead letter')
    expect(stepDetail({ event: 'waiting', reason: 'Nobody can do it.' }, ZONE)).toBe(
      'waiting: Nobody can do it.',
    )
    expect(stepDetail({ task_type: 'triage_call' }, ZONE)).toBe('triage call')
    expect(stepDetail({ reason: 'none_of_them' }, ZONE)).toBe('none of them')
  })

  it('is nothing where an outside agent wrote something else, and never breaks', () => {
    for (const content of [
      null,
      5,
      'x',
      [],
      {},
      { status: 4 },
      { start_time: 'soon' },
      { slot_details: 'x' },
    ])
      expect(stepDetail(content, ZONE)).toBeNull()
  })

  it('is cut before it fills the drawing', () => {
    expect(stepDetail({ reason: 'x'.repeat(500) }, ZONE)?.length).toBeLessThan(50)
  })
})
