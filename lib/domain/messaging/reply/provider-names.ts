import { foldText } from '../fold-text.ts'
import type { Names } from './clauses.ts'
import type { ReplyContext } from './types.ts'

const NOT_NAMES = new Set(
  'dr dra doctor doctora prof professor mr mrs ms miss mx nurse sister md do np pa rn dds dmd dpm phd psyd pharmd lcsw dpt pt ot od c'.split(
    ' ',
  ),
)

/**
 * The words of a provider's name that a patient may use, folded: "Dr. Ana O'Neil-Ruiz, MD" gives ana, oneil, ruiz and oneilruiz. Single
 * letters are initials and never a name.
 */
export function nameWords(name: string): string[] {
  const folded = foldText(name).replace(/'/g, '').replace(/\./g, '')
  return folded
    .split(/[\s,]+/)
    .flatMap((part) => [...part.split('-'), part.replace(/-/g, '')])
    .map((part) => part.replace(/[^a-z]/g, ''))
    .filter((part) => part.length > 1 && !NOT_NAMES.has(part))
}

/** The names of those who were offered, and of the people behind the phone. */
export const namesIn = (context: ReplyContext): Names => ({
  providers: new Set(
    context.offers.flatMap((offer) => offer.options.flatMap((option) => nameWords(option.provider_name))),
  ),
  patient: new Set((context.known_names ?? []).flatMap(nameWords)),
})
