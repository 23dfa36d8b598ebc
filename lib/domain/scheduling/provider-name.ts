import { foldText } from '../messaging/fold-text.ts'

/** Folded, without dots. Taken off the front as long as a name is left. */
const TITLES = new Set('dr doctor prof professor mr mrs ms miss mx sir dame nurse sister'.split(' '))
/** Degrees as people write them behind a name; "do" and "pa" are surnames too and go only after a comma. */
const DEGREES = new Set('md dds dmd rn np phd mbbs frcs mph facp dpm dc od pharmd'.split(' '))

export interface ProviderNameKeys {
  /** The whole name without title, degree, accents and case: what must be unique in a clinic. */
  name_key: string
  /** Its last word. */
  surname_key: string
}

/** How a provider is matched when a text, a tool or an agent names one: "Dr. Ada Smith, MD" and "ada smith" are one. */
export function providerNameKeys(name: string): ProviderNameKeys {
  const beforeComma = foldText(name).split(',')[0] ?? ''
  const words = beforeComma.replaceAll('.', ' ').split(/\s+/).filter(Boolean)
  while (words.length > 1 && TITLES.has(words[0] ?? '')) words.shift()
  while (words.length > 1 && DEGREES.has(words.at(-1) ?? '')) words.pop()
  const nameKey = words.join(' ')
  return { name_key: nameKey, surname_key: words.at(-1) ?? '' }
}
