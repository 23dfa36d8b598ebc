import { illegalState } from './errors.ts'

export interface Lifecycle<State extends string> {
  readonly name: string
  readonly steps: Readonly<Record<State, readonly State[]>>
  /** True where `from` may become `to`. Staying where one is, is no step. */
  canStep(from: State, to: State): boolean
  /** Throws `illegal_state`, with the states that `from` may become as `legal`. */
  assertStep(from: State, to: State): void
  /** The states from which `to` can be reached in one step, in table order: the WHERE of a conditional update. */
  legalFrom(to: State): State[]
  /** True where no step leads on. */
  isFinal(state: State): boolean
}

const orList = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`

/**
 * Turns a table of legal steps into the predicates that verbs, buttons and tools share, so that all ask the same table.
 * `name` is what a person calls the thing ("appointment"); it opens the error message.
 */
export function defineLifecycle<State extends string>(definition: {
  name: string
  steps: Record<State, readonly State[]>
}): Lifecycle<State> {
  const { name, steps } = definition
  const states = Object.keys(steps) as State[]
  // A value from outside the table (an old row, a bad cast) has no legal step rather than a crash.
  const stepsOf = (state: State): readonly State[] => (Object.hasOwn(steps, state) ? steps[state] : [])
  const canStep = (from: State, to: State) => stepsOf(from).includes(to)

  return {
    name,
    steps,
    canStep,
    assertStep(from, to) {
      if (canStep(from, to)) return
      const legal = [...stepsOf(from)]
      const rest = legal.length === 0 ? 'it is final' : `it can only become ${orList(legal)}`
      throw illegalState(`This ${name} is ${from} and cannot become ${to}; ${rest}.`, legal)
    },
    legalFrom: (to) => states.filter((from) => canStep(from, to)),
    isFinal: (state) => stepsOf(state).length === 0,
  }
}
