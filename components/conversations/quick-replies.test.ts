import { describe, expect, it } from 'vitest'
import { quickReplies } from './quick-replies.ts'

describe('quick replies of a phone', () => {
  it('are the numbers that an open offer asks for', () => {
    expect(quickReplies([1, 2], 'Riverside: 1. Mon 9:00 AM, C. Ray\nReply 1 or 2, or NONE.')).toEqual([
      '1',
      '2',
      'NONE',
      'any later?',
      'STOP',
    ])
  })

  it('are the letters that a reminder asks for', () => {
    const reminder =
      'Riverside: reminder, Mila: Mon 3:00 PM with Dr. R. Cole. Reply C to confirm, R for another time.'
    expect(quickReplies([], reminder)).toEqual(['C', 'R', 'any later?', 'STOP'])
    expect(quickReplies([], 'Riverside: responda C para confirmar, R para otra hora.')).toContain('R')
  })

  it('are a wish and a word where nothing was asked', () => {
    expect(quickReplies([], undefined)).toEqual(['any later?', 'STOP'])
  })
})
