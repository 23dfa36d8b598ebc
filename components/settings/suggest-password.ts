/** Without letters and digits that are mistaken for each other when read aloud or copied by hand. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 4
const GROUP_LENGTH = 5
/** Larger bytes would make the first letters likelier than the last. */
const FAIR_BYTES = 256 - (256 % ALPHABET.length)

/** Four groups of five, as `k7mqd-...`: 99 bits. `crypto.getRandomValues` works on plain http too. */
export function suggestPassword(): string {
  const groups = Array.from({ length: GROUPS }, () =>
    Array.from({ length: GROUP_LENGTH }, randomCharacter).join(''),
  )
  return groups.join('-')
}

function randomCharacter(): string {
  for (;;) {
    const byte = crypto.getRandomValues(new Uint8Array(1))[0] ?? FAIR_BYTES
    if (byte < FAIR_BYTES) return ALPHABET.charAt(byte % ALPHABET.length)
  }
}
