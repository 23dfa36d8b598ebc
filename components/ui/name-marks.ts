/** Hues far enough apart to tell neighbours apart; red is left out, it means danger. */
const HUES = [185, 290, 70, 250, 130, 340, 100, 220]

/** The same name gets the same hue, always and everywhere (FNV-1a). */
export function hueOf(name: string): number {
  let hash = 0x811c9dc5
  for (const char of name) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  return HUES[(hash >>> 0) % HUES.length] ?? 185
}

const TITLE = /^(dr|prof|mr|mrs|ms|md|np|pa|rn|do)\.?$/i

/**
 * `MG` from `Maria Gonzalez`, `SM` from `Dr. Smith`: titles do not count, two letters at most. `#` for a phone number, which
 * stands for who is not on file.
 */
export function initialsOf(name: string): string {
  if (!isName(name)) return '#'
  const words = name.split(/[\s,]+/).filter((word) => word !== '' && !TITLE.test(word))
  const first = words[0] ?? ''
  const last = words.length > 1 ? (words.at(-1) ?? '') : ''
  const letters = last === '' ? first.slice(0, 2) : `${first.charAt(0)}${last.charAt(0)}`
  return letters.toUpperCase()
}

const isName = (name: string): boolean => /\p{L}/u.test(name)

/** What to call somebody in few words: the first name; a phone number stays whole. */
export const callNameOf = (name: string): string => (isName(name) ? (name.split(' ')[0] ?? name) : name)
