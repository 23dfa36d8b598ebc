import type { MeView, StaffView } from '#lib/domain/staff/schema.ts'

/**
 * Why the signed-in administrator may not change this login, in words, or null. The server refuses it with the same words;
 * one that works for further clinics belongs to an administrator of all of them.
 */
export function changeReason(me: MeView | undefined, login: StaffView): string | null {
  if (me === undefined) return 'Your login is still being checked.'
  const own = new Set(me.clinics.map(({ id }) => id))
  if (login.clinics.every(({ id }) => own.has(id))) return null
  return 'This login also works for clinics that yours does not. An administrator of those must change it.'
}

/** Why it may not be disabled: as above, and nobody locks the door behind themselves. */
export function disableReason(me: MeView | undefined, login: StaffView): string | null {
  if (me?.id === login.id && !login.is_disabled)
    return 'This is your own login. Another administrator can disable it.'
  return changeReason(me, login)
}
