/**
 * What takes a choice back, or leaves it open, in words that no tier of the rules would otherwise stop at: a sentence that breaks off
 * ("es que yo los martes", "3 and then"), one that goes on with a catch ("el martes sin problema, solo que ..."), our own words played
 * with, or a greeting.
 */
const LEFT_OPEN =
  /\b(?:and then|y (?:luego|despues)|yo|todavia|aun)$|^(?:\w+ ){0,3}es que yo\b|\b(?:solo|nomas|lo unico) que\b|\breply (?:yes|\d) .*\breply\b|^(?:good )?mornin?g?$/

/** Whether a choice in these words (`plainWords`) is none for sure. */
export const isLeftOpen = (words: string): boolean => LEFT_OPEN.test(words)
