'use client'

import { ANSWER_SUBJECTS } from './wording-words.ts'
import { Wordings } from './wordings.tsx'

const GROUPS = [{ title: 'Approved answers', subjects: ANSWER_SUBJECTS }]

/** What may be answered without a person. */
export const AnswersPage = () => (
  <Wordings
    groups={GROUPS}
    intro="Questions that are answered at once, in exactly these words and in the patient’s language. Whatever has no approved answer goes to a person."
  />
)
