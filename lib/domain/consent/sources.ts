/** How a phone came to be allowed, in words for the consent history. `{actor}` is who did it. */
export const OPT_IN_SOURCES = {
  staff_entry: '{actor} put the number on file',
  staff_record: '{actor} recorded the patient’s consent',
  start_word: 'The patient texted START',
  key_attested: 'Attested by the key “{actor}”, which gave the number',
  import: 'On file from before, or brought in with the clinic’s data',
} as const
export type OptInSource = keyof typeof OPT_IN_SOURCES

/** How a phone came to be closed to texts. */
export const OPT_OUT_SOURCES = {
  carrier_word: 'The patient texted a stop word',
  free_text: 'The patient wrote that they want no more texts',
  carrier_notice: 'The carrier said that the patient opted out',
  carrier_error: 'The carrier refused a text, because the patient opted out there',
  staff: '{actor} recorded that the patient wants no texts',
  agent: 'The key “{actor}” recorded that the patient wants no texts',
} as const
export type OptOutSource = keyof typeof OPT_OUT_SOURCES

/** How consent was given to a person, when staff record it. */
export const CONSENT_GIVEN = {
  in_person: 'In person',
  by_phone: 'By phone',
  on_paper: 'On a signed form',
  online: 'On an online form',
} as const
export type ConsentGiven = keyof typeof CONSENT_GIVEN
export const CONSENT_GIVEN_WAYS = Object.keys(CONSENT_GIVEN) as [ConsentGiven, ...ConsentGiven[]]

/** Who did it, for readers who may not see that clinic. */
export const OTHER_CLINIC = 'Another clinic'

const SOURCES: Readonly<Record<string, string>> = { ...OPT_IN_SOURCES, ...OPT_OUT_SOURCES }

/** One event in a clerk's words; a source from another release reads as what happened. */
export function consentWords(event: { kind: string; source: string; actor_name: string }): string {
  const words = Object.hasOwn(SOURCES, event.source) ? SOURCES[event.source] : undefined
  if (words === undefined) return event.kind === 'opted_out' ? 'Opted out' : 'Texts allowed'
  return words.replace('{actor}', event.actor_name)
}
