const MICROS = 1_000_000
const PERCENT = 100

/** `97 %` */
export const percentWords = (share: number): string => `${Math.round(share * PERCENT)} %`

/** `$0.0014, 1,021 tokens in and 43 out`; null when no model was asked. */
export function costWords(cost: {
  cost_micros: number | null
  input_tokens: number | null
  output_tokens: number | null
}): string | null {
  const tokens =
    cost.input_tokens === null || cost.output_tokens === null
      ? null
      : `${cost.input_tokens.toLocaleString('en-US')} tokens in and ${cost.output_tokens} out`
  const money = cost.cost_micros === null ? null : `$${(cost.cost_micros / MICROS).toFixed(4)}`
  return [money, tokens].filter((part) => part !== null).join(', ') || null
}
