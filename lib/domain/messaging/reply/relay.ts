/** Who writes for the patient, and says so: "Maria's dad here, she says the first one". */

const KIN =
  '(?:mom|mum|mother|dad|father|husband|wife|son|daughter|sister|brother|aunt|uncle|grandma|grandpa|caregiver|aide|mama|papa|madre|padre|espos[oa]|hij[oa]|herman[oa]|ti[oa]|abuel[oa])'
const SAYS = '(?:says|said|picks|picked|chose|dice|dijo|escoge)(?: that| que)?'
const WANTS =
  '(?:wants|would like|prefers|quiere|prefiere)(?! to (?:know|ask|change|cancel))(?: to (?:do|take|have))?'

/**
 * The text as the patient would have written it: "Maria says Tuesday" is "Tuesday". What "she" says counts only from somebody who
 * says whose relative is writing. `patient`: the words of the patient's names.
 */
export function asThePatient(typed: string, patient: ReadonlySet<string>): string {
  if (patient.size === 0) return typed
  const name = `(?:${[...patient].join('|')})`
  const writesForPatient = new RegExp(
    `\\b${name}(?:['’]?s) ${KIN}\\b|\\b(?:this is|its|it's) (?:her|his) ${KIN}\\b|\\bsoy (?:la|el) ${KIN} de ${name}\\b`,
    'i',
  )
  const who = writesForPatient.test(typed) ? `(?:${name}(?: ${name})*|she|he|ella)` : `${name}(?: ${name})*`
  return typed
    .replace(new RegExp(`\\b${who} ${SAYS}\\b`, 'gi'), ' ')
    .replace(new RegExp(`\\b${who} ${WANTS}\\b`, 'gi'), 'I want')
}
