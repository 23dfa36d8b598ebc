import { expect, it } from 'vitest'
import { costWords, percentWords } from './decision-words.ts'

const cost = (cost_micros: number | null, input_tokens: number | null, output_tokens: number | null) =>
  costWords({ cost_micros, input_tokens, output_tokens })

it('what a reading cost is said in dollars and tokens, as far as it is known', () => {
  expect(cost(1_400, 1_021, 43)).toBe('$0.0014, 1,021 tokens in and 43 out')
  expect(cost(null, 900, 12)).toBe('900 tokens in and 12 out')
  expect(cost(0, null, null)).toBe('$0.0000')
  expect(cost(null, null, null)).toBeNull()
  expect(percentWords(0.974)).toBe('97 %')
})
