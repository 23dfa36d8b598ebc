/**
 * What was shown or texted when consent was given (47 CFR 64.1200(f)(9) asks for the words themselves). A wording that
 * changes gets a new version; old ones stay, because the ledger names them.
 */
export const CONSENT_WORDINGS = {
  'entry-1': 'The patient gave this number for texts about appointments and knows that STOP ends them.',
  'record-1': 'The patient agreed to texts about appointments at this number and knows that STOP ends them.',
  'start-1': 'You will get texts about your appointments again. Reply STOP to opt out.',
  'attest-1':
    'Whoever gives a number attests that the patient agreed to texts about appointments at this number.',
} as const
export type ConsentWording = keyof typeof CONSENT_WORDINGS

/** The words of a version, or null for one that this release does not know. */
export const wordingOf = (version: string | null): string | null =>
  version !== null && Object.hasOwn(CONSENT_WORDINGS, version)
    ? CONSENT_WORDINGS[version as ConsentWording]
    : null
