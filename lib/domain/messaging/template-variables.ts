import { invalidInput } from '../errors.ts'

/** Everything that a text may fill in. Closed, so that no diagnosis or specialty can slip into a text. */
export const TEMPLATE_VARIABLES = [
  'clinic',
  'first_name',
  'options',
  'provider',
  'date',
  'time',
  'cost',
  'clinic_phone',
  'opt_out',
] as const
export type TemplateVariable = (typeof TEMPLATE_VARIABLES)[number]
export type TemplateValues = Partial<Record<TemplateVariable, string>>

const PLACEHOLDER = /\{([^{}]*)\}/g
const MAX_SHOWN_NAME = 40

const isVariable = (name: string): name is TemplateVariable =>
  (TEMPLATE_VARIABLES as readonly string[]).includes(name)

/** Throws `invalid_input` when the template uses a name that is not on the list, or leaves a brace open. */
export function assertTemplate(template: string, field = 'text'): void {
  const legal = TEMPLATE_VARIABLES.map((name) => `{${name}}`)
  for (const [, name] of template.matchAll(PLACEHOLDER)) {
    if (!isVariable(name!)) {
      throw invalidInput(
        `There is no {${name!.slice(0, MAX_SHOWN_NAME)}}. Use ${legal.join(' ')}.`,
        field,
        legal,
      )
    }
  }
  if (/[{}]/.test(template.replace(PLACEHOLDER, ''))) {
    throw invalidInput('A curly bracket is open. Write names like {clinic}.', field, legal)
  }
}

/**
 * Fills in a template once: values are never read as templates themselves. Spaces doubled by an empty value are tidied.
 * Throws `invalid_input` for an unknown name and for a variable that this text has no value for.
 */
export function renderTemplate(template: string, values: TemplateValues): string {
  assertTemplate(template)
  const filled = template.replace(PLACEHOLDER, (_whole, name: TemplateVariable) => {
    const value = values[name]
    if (value === undefined) throw invalidInput(`This text has no {${name}}.`, 'text')
    return value
  })
  return filled
    .replace(/ {2,}/g, ' ')
    .replace(/ +\n/g, '\n')
    .replace(/\n{2,}/g, '\n')
    .trim()
}
