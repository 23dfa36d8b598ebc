'use client'

import { TEXT_GROUPS } from '#lib/domain/messaging/templates/entry.ts'
import { GROUP_TITLES, subjectsOf } from './wording-words.ts'
import { Wordings } from './wordings.tsx'

const GROUPS = TEXT_GROUPS.map((group) => ({ title: GROUP_TITLES[group], subjects: subjectsOf(group) }))

/** Every text that patients get, in the words of the clinic or of one of its services. */
export const TextsPage = () => (
  <Wordings
    groups={GROUPS}
    intro="Every text that patients get. A service’s own words come before the clinic’s, those before the defaults. Each patient gets the language on file."
  />
)
