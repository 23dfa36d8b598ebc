import type { Role } from '#lib/domain/permissions.ts'
import type { Choice } from '../ui/picker.tsx'

export const ROLE_WORDS: Record<Role, string> = {
  admin: 'Administrator',
  scheduler: 'Scheduler',
  viewer: 'Viewer',
}

/** What each role may do, from the least to the most. */
export const ROLE_CHOICES: readonly Choice[] = [
  { id: 'viewer', label: ROLE_WORDS.viewer, detail: 'Sees everything, changes nothing' },
  { id: 'scheduler', label: ROLE_WORDS.scheduler, detail: 'Texts, books, moves and cancels' },
  { id: 'admin', label: ROLE_WORDS.admin, detail: 'All of that, and these settings' },
]
