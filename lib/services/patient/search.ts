import { clinicScope } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import { parsePhoneNumber } from '#lib/domain/messaging/phone-number.ts'

const LOOKS_LIKE_PHONE = /^[+()\d\s.-]{7,}$/

/** The number's blind index when the words are a whole phone number, as people of `country` write it. */
function phoneIndexOf(ctx: Ctx, words: string, country: string): string | null {
  try {
    return ctx.sealer.phoneIndex(parsePhoneNumber(words, { default_country: country }).e164)
  } catch (error) {
    if (isSwitchboardError(error, 'invalid_input')) return null
    throw error
  }
}

/** What the words mean as a phone number in the countries of the actor's clinics. */
async function phoneIndexes(ctx: Ctx, words: string): Promise<string[]> {
  if (!LOOKS_LIKE_PHONE.test(words)) return []
  const { clinic_id: ids } = clinicScope(ctx)
  const clinics = await store(ctx).clinic.findMany({
    where: ids ? { id: ids } : {},
    distinct: ['country'],
    select: { country: true },
  })
  return clinics.flatMap(({ country }) => phoneIndexOf(ctx, words, country) ?? [])
}

/** Prisma hands % and _ on to LIKE, where they would match anything. */
const literal = (part: string) => part.replace(/[\\%_]/g, '\\$&')

/** Patients whose first or last name starts each of the words, or whose phone number this is. */
export async function patientSearch(ctx: Ctx, words: string): Promise<Prisma.PatientWhereInput> {
  const indexes = await phoneIndexes(ctx, words)
  if (indexes.length > 0) return { phone_index: { in: indexes } }
  const parts = words.split(/\s+/).filter((part) => part !== '')
  return {
    AND: parts.map((part) => ({
      OR: [
        { first_name: { startsWith: literal(part), mode: 'insensitive' as const } },
        { last_name: { startsWith: literal(part), mode: 'insensitive' as const } },
      ],
    })),
  }
}
