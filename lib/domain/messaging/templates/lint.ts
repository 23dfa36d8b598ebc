import { invalidInput } from '../../errors.ts'
import { topicOf } from '../answers.ts'
import { assertTemplate, TEMPLATE_VARIABLES, type TemplateVariable } from '../template-variables.ts'
import { COMMON_VARIABLES, FACT_VARIABLES } from './entry.ts'
import type { SaveWordingInput } from './schema.ts'
import { TEXTS, type TextKey } from './table.ts'

const namesOf = (template: string) => TEMPLATE_VARIABLES.filter((name) => template.includes(`{${name}}`))

/** What a text of this key may name. */
const variablesOf = (key: TextKey): readonly TemplateVariable[] => [
  ...COMMON_VARIABLES,
  ...FACT_VARIABLES[TEXTS[key].facts],
]

/**
 * Throws `invalid_input` for a wording that names what is not on the list, or what this text is told nothing about, or that
 * leaves out what no version of it may.
 */
function assertVariables(key: TextKey, template: string): void {
  assertTemplate(template)
  const known = variablesOf(key)
  const legal = known.map((name) => `{${name}}`)
  const unknown = namesOf(template).find((name) => !known.includes(name))
  if (unknown) throw invalidInput(`This text knows no {${unknown}}. Use ${legal.join(' ')}.`, 'text', legal)
  const missing = TEXTS[key].required.find((name) => !template.includes(`{${name}}`))
  if (missing) throw invalidInput(`Every version of this text needs {${missing}}.`, 'text', [`{${missing}}`])
}

/** An approved answer is sent as it is written: no names to fill in. */
function assertAnswer(text: string): void {
  if (/[{}]/.test(text)) throw invalidInput('An answer is sent as it is written: leave out { and }.', 'text')
}

/** Throws `invalid_input` with the first reason against saving these words. */
export function assertWording({ key, text, service_type_id }: SaveWordingInput): void {
  const topic = topicOf(key)
  if (topic === 'preparation' && !service_type_id) {
    throw invalidInput(
      'How to prepare differs by service type. Choose the one that this is for.',
      'service_type_id',
    )
  }
  if (text === null) return
  if (topic === null) assertVariables(key as TextKey, text)
  else assertAnswer(text)
}
