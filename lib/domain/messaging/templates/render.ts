import { toAutomatedText } from '../segments.ts'
import { renderTemplate } from '../template-variables.ts'
import type { BaseFacts, FactsByKind } from './facts.ts'
import { type KindOf, TEXTS, type TextKey } from './table.ts'
import { baseValues, VALUES } from './values.ts'

/** What `composeText` and `renderText` must be given for a text of this key. */
export type FactsOf<K extends TextKey> = FactsByKind[KindOf<K>]

/**
 * The whole text of `key`, as it should be sent: `template`, by default the product's own words in the patient's language,
 * filled with the facts. Dates and times are the clinic's; GSM-7 where a name allows it. Throws `invalid_input` for a template
 * that names what this text does not know.
 */
export function renderText<K extends TextKey>(
  key: K,
  base: BaseFacts,
  facts: FactsOf<K>,
  template: string = TEXTS[key][base.language],
): string {
  const valuesOf = VALUES[TEXTS[key].facts] as (
    facts: FactsOf<K>,
    base: BaseFacts,
  ) => ReturnType<typeof baseValues>
  return toAutomatedText(renderTemplate(template, { ...valuesOf(facts, base), ...baseValues(base) }))
}
