import type { Ctx } from '#lib/core/context.ts'
import { forbidden, invalidInput } from '#lib/domain/errors.ts'
import { DAY_MS } from '#lib/domain/scheduling/units.ts'

/** Further ahead nobody knows what the text will still be true of. */
export const MAX_SEND_LATER_MS = 90 * DAY_MS

/** When a text is to leave, of the domain clock; undefined: at once. Throws `invalid_input` for the past and the far future. */
export function sendAt(ctx: Ctx, wanted: string | null | undefined): Date | undefined {
  if (!wanted) return undefined
  const at = Date.parse(wanted)
  if (at <= ctx.now()) throw invalidInput('Choose a time that is still to come.', 'send_at')
  if (at > ctx.now() + MAX_SEND_LATER_MS) {
    throw invalidInput('A text can be sent at most 90 days later.', 'send_at')
  }
  return new Date(at)
}

/** The clinic's rules are overruled by people, who answer for it. Throws `forbidden` for everybody else. */
export function requirePerson(ctx: Ctx): void {
  if (ctx.actor.kind === 'staff' || ctx.actor.kind === 'system') return
  throw forbidden('Only a person who is signed in may send a text in quiet hours or over the limits.')
}
