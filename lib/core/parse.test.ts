import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import { parseInput } from './parse.ts'

function faultOf(schema: z.ZodType, input: unknown): string {
  try {
    parseInput(schema, input)
  } catch (error) {
    if (isSwitchboardError(error)) return error.message
    throw error
  }
  return 'no fault'
}

describe('a fault of an input says what would be right', () => {
  const ROWS: [what: string, schema: z.ZodType, input: unknown, message: string][] = [
    ['a missing text', z.object({ reason: z.string() }), {}, 'reason: Missing. Send a text.'],
    ['another type', z.object({ limit: z.number() }), { limit: 'x' }, 'limit: Must be a number.'],
    [
      'half a number',
      z.object({ priority: z.int() }),
      { priority: 1.5 },
      'priority: Must be a whole number.',
    ],
    [
      'too short',
      z.object({ reason: z.string().min(3) }),
      { reason: 'x' },
      'reason: Must be at least 3 characters.',
    ],
    [
      'too large',
      z.object({ priority: z.number().max(10) }),
      { priority: 11 },
      'priority: Must be at most 10.',
    ],
    ['none at all', z.object({ load: z.number().positive() }), { load: 0 }, 'load: Must be more than 0.'],
    [
      'too many',
      z.object({ slots: z.array(z.string()).max(1) }),
      { slots: ['a', 'b'] },
      'slots: Must be at most 1 item.',
    ],
    ['no choice', z.object({ state: z.enum(['on', 'off']) }), {}, 'state: Missing. Send one of: on, off.'],
    [
      'another choice',
      z.object({ state: z.enum(['on', 'off']) }),
      { state: 'x' },
      'state: Must be one of: on, off.',
    ],
    ['a field too many', z.strictObject({}), { extra: 1 }, 'Not known here: extra. Leave it out.'],
    [
      'a time without a zone',
      z.object({ at: z.iso.datetime({ offset: true }) }),
      { at: '2026-12-01' },
      'at: Must be a date and time with its zone, such as 2026-12-01T10:15:00-05:00.',
    ],
    [
      'a fault in a list',
      z.object({ slots: z.array(z.object({ at: z.string() })) }),
      { slots: [{}] },
      'slots.0.at: Missing. Send a text.',
    ],
  ]
  it.each(ROWS)('%s', (_, schema, input, message) => {
    expect(faultOf(schema, input)).toBe(message)
  })

  it('leaves the words of a schema of its own', () => {
    const schema = z.object({ reason: z.string().min(3, 'Say why in a few words.') })
    expect(faultOf(schema, { reason: 'x' })).toBe('reason: Say why in a few words.')
  })

  it('never repeats what was sent', () => {
    const schema = z.object({ at: z.iso.datetime(), kind: z.enum(['a']), note: z.string().max(2) })
    for (const field of ['at', 'kind', 'note']) {
      const rest = { at: '2026-12-01T10:15:00Z', kind: 'a', note: 'x', [field]: 'Maria Gonzalez' }
      expect(faultOf(schema, rest)).not.toContain('Maria')
    }
  })
})
