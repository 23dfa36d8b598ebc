import type { KeyboardEvent } from 'react'

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }

/**
 * Up and down among the elements of a list that match `selector`: moves focus and returns where it went, undefined when
 * the key is another one or the list ends there.
 */
export function focusStep(event: KeyboardEvent<HTMLElement>, selector: string): HTMLElement | undefined {
  const by = STEPS[event.key]
  if (by === undefined) return undefined
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)]
  const at = items.findIndex((item) => item.contains(document.activeElement))
  const next = items[at + by]
  if (next === undefined) return undefined
  event.preventDefault()
  next.focus()
  return next
}
