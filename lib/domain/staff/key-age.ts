const DAY_MS = 24 * 60 * 60 * 1000
/** Long enough to rotate a key without hurry. */
const ENDS_SOON_DAYS = 14
const OLD_DAYS = 365
const UNUSED_DAYS = 90

/** Times in epoch ms; null where there is none. */
export interface KeyTimes {
  created_at: number
  expires_at: number | null
  revoked_at: number | null
  last_used_at: number | null
  is_replaced: boolean
}

const days = (count: number) => (count === 1 ? '1 day' : `${count} days`)

/** What to do about a key's age, or null. A key that is over, or already replaced, needs nothing more. */
export function keyWarning(key: KeyTimes, now: number): string | null {
  const isOver = key.revoked_at !== null || (key.expires_at !== null && key.expires_at <= now)
  if (isOver || key.is_replaced) return null
  if (key.expires_at !== null && key.expires_at - now < ENDS_SOON_DAYS * DAY_MS) {
    return `Ends in ${days(Math.max(1, Math.ceil((key.expires_at - now) / DAY_MS)))}. Rotate it in time.`
  }
  const silent = now - (key.last_used_at ?? key.created_at)
  if (silent >= UNUSED_DAYS * DAY_MS)
    return `Unused for ${days(Math.floor(silent / DAY_MS))}. Revoke it if nobody needs it.`
  if (now - key.created_at >= OLD_DAYS * DAY_MS) return 'More than a year old. Rotate it.'
  return null
}
