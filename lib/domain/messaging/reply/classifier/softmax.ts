/**
 * Conditional logit (McFadden, 1973) over features that are there or not: every alternative of a text has features of its own, one
 * column of weights scores them, and the scores become probabilities.
 */

/** The features of one alternative, as indexes into the weights. */
export type Alternative = readonly number[]

/** How likely each alternative is; they add up to 1. `unit`: what 1 in the weights stands for. */
export function probabilities(
  weights: Float32Array | Int8Array,
  alternatives: readonly Alternative[],
  unit = 1,
): number[] {
  const scores = alternatives.map((features) => {
    let sum = 0
    for (const feature of features) sum += weights[feature]!
    return features.length === 0 ? 0 : (sum * unit) / Math.sqrt(features.length)
  })
  const highest = Math.max(...scores)
  const raised = scores.map((score) => Math.exp(score - highest))
  const total = raised.reduce((sum, each) => sum + each, 0)
  return raised.map((each) => each / total)
}

export interface Example {
  alternatives: readonly Alternative[]
  /** The index of the one that is meant. */
  meant: number
}

const ROUNDS = 20
/** The weights after each of the last rounds, averaged: less depends on the order of the texts. */
const AVERAGED_ROUNDS = 10
const STEP = 0.1
const DECAY = 1e-6
const FIRST_SQUARE = 1e-6
const LEAST_ERROR = 1e-4

/** From a generator of its own (Numerical Recipes' constants): the same texts always give the same weights. */
function shuffled(count: number, seed: number): number[] {
  const order = Array.from({ length: count }, (_, index) => index)
  let state = seed
  for (let at = count - 1; at > 0; at -= 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const other = Math.floor((state / 2 ** 32) * (at + 1))
    ;[order[at], order[other]] = [order[other]!, order[at]!]
  }
  return order
}

/** Learns `size` weights by AdaGrad (Duchi, Hazan and Singer, 2011) with averaging (Polyak and Juditsky, 1992). */
export function learnWeights(examples: readonly Example[], size: number): Float32Array {
  const weights = new Float32Array(size)
  const squares = new Float32Array(size).fill(FIRST_SQUARE)
  const sums = new Float64Array(size)
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const index of shuffled(examples.length, round)) {
      const { alternatives, meant } = examples[index]!
      const likely = probabilities(weights, alternatives)
      for (const [which, features] of alternatives.entries()) {
        const error = (likely[which]! - (which === meant ? 1 : 0)) / Math.sqrt(features.length)
        if (Math.abs(error) < LEAST_ERROR) continue
        for (const feature of features) {
          const slope = error + DECAY * weights[feature]!
          squares[feature]! += slope * slope
          weights[feature]! -= (STEP * slope) / Math.sqrt(squares[feature]!)
        }
      }
    }
    if (round > ROUNDS - AVERAGED_ROUNDS) for (let at = 0; at < size; at += 1) sums[at]! += weights[at]!
  }
  return Float32Array.from(sums, (sum) => sum / AVERAGED_ROUNDS)
}
