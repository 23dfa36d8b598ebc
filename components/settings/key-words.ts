import { PERMISSIONS, type Permission } from '#lib/domain/permissions.ts'
import type { ApiKeyView } from '#lib/domain/staff/schema.ts'
import type { Choice } from '../ui/picker.tsx'
import type { Tone } from '../ui/status-pill.tsx'
import { formatDate } from '../ui/time.ts'

const SCOPE_WORDS: Record<Permission, { label: string; detail: string }> = {
  'conversations:read': { label: 'Read', detail: 'Conversations, visits, patients, audit' },
  'offers:send': { label: 'Offer times', detail: 'Sends texts with times, withdraws them' },
  'appointments:write': { label: 'Book', detail: 'Books, moves, cancels; patients, time off' },
  'bookings:override': { label: 'Override', detail: 'Books against the rules, with a reason' },
  'sms:send': { label: 'Text', detail: 'Texts patients, takes conversations over' },
  'sms:simulate': { label: 'Simulate', detail: 'Replies and the clock, on the mock gateway' },
  'agents:read': { label: 'See agents', detail: 'The registry and who is well' },
  'agents:write': { label: 'Change agents', detail: 'Entries of the registry' },
  'messages:read': { label: 'Read messages', detail: 'What agents say to each other' },
  'messages:write': { label: 'Write messages', detail: 'To other agents' },
  'settings:write': { label: 'Change settings', detail: 'Clinics, providers, services' },
  admin: { label: 'Administer', detail: 'Logins and keys' },
}

/** Every permission with what it allows. Wildcards are left to the command line: a key names what it may do. */
export const SCOPE_CHOICES: readonly Choice[] = PERMISSIONS.map((id) => ({ id, ...SCOPE_WORDS[id] }))

/** `Book` for `appointments:write`, `agents: all` for `agents:*`; an unknown one as it is. */
export function scopeLabel(scope: string): string {
  const words = SCOPE_WORDS[scope as Permission]
  return words?.label ?? scope.replace(':*', ': all')
}

export interface KeyState {
  tone: Tone
  words: string
  /** Whether the key opens anything now. */
  isLive: boolean
}

const DAY_MS = 24 * 60 * 60 * 1000
const SOON_DAYS = 14

/** What is true of a key at `now`, milliseconds of the system clock, which is the one that ends keys. Days are in `zone`. */
export function keyState(key: ApiKeyView, now: number | undefined, zone: string): KeyState {
  if (key.revoked_at !== null)
    return { tone: 'bad', words: `Revoked ${formatDate(key.revoked_at, zone)}`, isLive: false }
  if (key.expires_at === null) return { tone: 'good', words: 'Works, no end', isLive: true }
  const day = formatDate(key.expires_at, zone)
  const left = now === undefined ? Number.POSITIVE_INFINITY : Date.parse(key.expires_at) - now
  if (left <= 0) return { tone: 'neutral', words: `Ended ${day}`, isLive: false }
  return { tone: left < SOON_DAYS * DAY_MS ? 'warn' : 'good', words: `Works until ${day}`, isLive: true }
}

/** Why a key cannot be rotated now, or null. */
export function rotateReason(key: ApiKeyView, isLive: boolean): string | null {
  if (!isLive) return 'This key is over. Make a new one.'
  return key.replaced_by_id === null ? null : 'It was rotated already; a newer key takes its place.'
}
