/** A message as the drawing needs it. */
export interface Step {
  id: string
  from: string
  /** null: nobody is found for it yet. */
  to: string | null
  /** ISO 8601 */
  at: string
}

export interface Arrow {
  id: string
  /** Pixels from the top to the arrow's row. */
  top: number
  /** Per cent of the width. */
  from: number
  to: number
  /** `self`: to the sender itself. `nobody`: into the open. */
  kind: 'arrow' | 'self' | 'nobody'
}

export interface Pause {
  top: number
  ms: number
}

export interface Sequence {
  /** Lifelines from left to right, their place in per cent of the width. */
  lanes: { name: string; x: number }[]
  arrows: Arrow[]
  /** Where much time passed between two messages. */
  pauses: Pause[]
  height: number
  /** Below this width lanes would be too close for their labels. */
  minWidth: number
}

export const ROW_HEIGHT = 46
export const PAUSE_HEIGHT = 24
const MIN_LANE_WIDTH = 116
/** A shorter silence between two messages is work, a longer one is somebody thinking. */
const PAUSE_MS = 60_000

/** Built-in agents stand in the order in which a booking passes them. */
const USUAL_ORDER = ['user-agent', 'scheduling-agent', 'provider-agent']

/** The usual agents in their order, then the others as they come. */
export function lanesOf(steps: readonly Step[]): string[] {
  const names = new Set(steps.flatMap(({ from, to }) => (to === null ? [from] : [from, to])))
  const usual = USUAL_ORDER.filter((name) => names.has(name))
  return [...usual, ...[...names].filter((name) => !USUAL_ORDER.includes(name))]
}

/** Places the messages of a flow, oldest first, as arrows between the lifelines of their agents. */
export function layOut(steps: readonly Step[]): Sequence {
  const names = lanesOf(steps)
  const gap = 100 / Math.max(1, names.length)
  const place = (name: string) => (names.indexOf(name) + 0.5) * gap
  const arrows: Arrow[] = []
  const pauses: Pause[] = []
  let top = 0
  let before: string | undefined
  for (const step of steps) {
    const silence = before === undefined ? 0 : Date.parse(step.at) - Date.parse(before)
    if (silence >= PAUSE_MS) {
      pauses.push({ top, ms: silence })
      top += PAUSE_HEIGHT
    }
    arrows.push({ id: step.id, top, ...endsOf(step, place, gap) })
    top += ROW_HEIGHT
    before = step.at
  }
  return {
    lanes: names.map((name) => ({ name, x: place(name) })),
    arrows,
    pauses,
    height: top,
    minWidth: names.length * MIN_LANE_WIDTH,
  }
}

function endsOf({ from, to }: Step, place: (name: string) => number, gap: number): Omit<Arrow, 'id' | 'top'> {
  const start = place(from)
  // Where no lane is named the arrow goes to the right, or to the left from the last lane.
  const beside = start + gap > 100 ? start - gap / 2 : start + gap / 2
  if (to === null) return { kind: 'nobody', from: start, to: beside }
  if (to === from) return { kind: 'self', from: start, to: beside }
  return { kind: 'arrow', from: start, to: place(to) }
}
