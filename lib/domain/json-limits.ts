import type { z } from 'zod'

/** Deeper JSON than any message needs; reading it would exhaust the stack. */
const MAX_JSON_DEPTH = 64

const encoder = new TextEncoder()

/** True when objects and lists are nested at most `limit` deep. Walks without recursion. */
function isWithinDepth(value: unknown, limit: number): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    const containers = level.filter((each): each is object => typeof each === 'object' && each !== null)
    if (containers.length > 0 && depth >= limit) return false
    level = containers.flatMap((each) => Object.values(each))
  }
  return true
}

/** For `superRefine`: JSON of at most `maxBytes` in UTF-8, not nested beyond what can be read. */
export const jsonLimit =
  (maxBytes: number) =>
  (value: unknown, issues: z.RefinementCtx): void => {
    if (!isWithinDepth(value, MAX_JSON_DEPTH)) {
      issues.addIssue({ code: 'custom', message: `Nest at most ${MAX_JSON_DEPTH} levels.` })
    } else if (encoder.encode(JSON.stringify(value)).length > maxBytes) {
      issues.addIssue({ code: 'custom', message: `Send at most ${maxBytes / 1024} KiB of JSON.` })
    }
  }
