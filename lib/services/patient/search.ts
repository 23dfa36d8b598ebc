import type { Ctx } from '#lib/core/context.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import { parsePhoneNumber } from '#lib/domain/messaging/phone-number.ts'

const LOOKS_LIKE_PHONE = /^[+()\d\s.-]{7,}$/

/** The number's blind index, when the words are a whole phone number. */
function phoneIndexOf(ctx: Ctx, words: string): string | null {
  if (!LOOKS_LIKE_PHONE.test(words)) return null
  try {
    return ctx.sealer.phoneIndex(parsePhoneNumber(words, { default_country: 'US' }).e164)
  } catch (error) {
    if (isSwitchboardError(error, 'invalid_input')) return null
    throw error
  }
}

/** Patients whose first or last name starts each of the words, or whose phone number this is. */
export function patientSearch(ctx: Ctx, words: string): Prisma.PatientWhereInput {
  const phoneIndex = phoneIndexOf(ctx, words)
  if (phoneIndex) return { phone_index: phoneIndex }
  const parts = words.split(/\s+/).filter((part) => part !== '')
  return {
    AND: parts.map((part) => ({
      OR: [
        { first_name: { startsWith: part, mode: 'insensitive' as const } },
        { last_name: { startsWith: part, mode: 'insensitive' as const } },
      ],
    })),
  }
}
