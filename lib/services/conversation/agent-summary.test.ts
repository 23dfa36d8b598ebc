import { expect, it } from 'vitest'
import type { AgentsItem } from '#lib/domain/messaging/schema.ts'
import { agentSummary } from './agent-summary.ts'

type Step = AgentsItem['messages'][number]

const step = (message_type: string, content: unknown, fields: Partial<Step> = {}) =>
  agentSummary([
    {
      id: '019f0000-0000-7000-8000-000000000001',
      at: '2026-11-24T10:00:00Z',
      from: 'dr-lee',
      to: 'scheduling-agent',
      message_type,
      state: 'processed',
      failure_reason: null,
      content,
      ...fields,
    } as Step,
  ])

it.each([
  ['BOOKING_RESULT', { status: 'confirmed' }, {}, 'dr-lee → scheduling: booked it'],
  ['BOOKING_RESULT', { status: 'FAILED' }, {}, 'dr-lee → scheduling: could not book it'],
  ['BOOKING_RESULT', { status: 7 }, { state: 'failed' }, 'dr-lee → scheduling: could not book it, failed'],
  ['AVAILABILITY', { available_slots: [{}] }, {}, 'dr-lee → scheduling: found 1 free time'],
  ['QUERY_AVAILABILITY', null, { state: 'expired' }, 'dr-lee → scheduling: is finding times, given up'],
  ['CANCEL_APPOINTMENT', {}, {}, 'dr-lee → scheduling: asked to cancel a booked time'],
  ['MAKE_COFFEE', {}, { state: 'pending' }, 'dr-lee → scheduling: make coffee, waiting'],
] as const)('says %s %j', (type, content, fields, words) => {
  expect(step(type, content, fields)).toBe(words)
})

it('names the agents that a flow waited for in vain', () => {
  const end = (failure_reason: string, agents?: string[]) =>
    step('FINAL_APPOINTMENT_CONFIRMATION', { status: 'FAILED', failure_reason, agents })
  expect(end('agent_silent', ['dr-lee'])).toContain('asked for a person, because dr-lee did not answer')
  expect(end('agent_missing', ['dr-lee', 'zeta'])).toContain('because dr-lee and zeta could not be reached')
  expect(end('no_times_found')).toMatch(/asked for a person$/)
})
