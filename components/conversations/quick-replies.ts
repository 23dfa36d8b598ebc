const SINGLE_LETTER = /(?<![\p{L}'’])[CR](?![\p{L}'’.])/gu

/** What a patient would most likely answer: the numbers of an open offer, the letters that a reminder asks for, a wish, a word. */
export function quickReplies(reply_numbers: readonly number[], lastFromClinic: string | undefined): string[] {
  const numbers = reply_numbers.length === 0 ? [] : [...reply_numbers.map(String), 'NONE']
  const letters = [...new Set(lastFromClinic?.match(SINGLE_LETTER) ?? [])]
  return [...letters, ...numbers, 'any later?', 'STOP']
}
