import type { z } from 'zod'

type RawIssue = Parameters<z.core.$ZodErrorMap>[0]

/** What is wrong with a field in a clerk's words, for the checks whose schema does not say it itself. */
export function issueWords(issue: RawIssue): string | undefined {
  if (issue.code === 'invalid_type') return 'Fill this in.'
  if (issue.code === 'too_small') return tooSmall(issue)
  if (issue.code === 'too_big') return tooBig(issue)
  if (issue.code === 'invalid_value') return 'Choose one of the list.'
  if (issue.code === 'invalid_format' && issue.format === 'email') return 'Use an e-mail address.'
  if (issue.code === 'invalid_format' && issue.format === 'uuid') return 'Choose one of the list.'
  return undefined
}

function tooSmall(issue: RawIssue & { code: 'too_small' }): string {
  if (issue.origin === 'string')
    return issue.minimum === 1 ? 'Fill this in.' : `Use at least ${issue.minimum} characters.`
  if (issue.origin === 'array')
    return issue.minimum === 1 ? 'Choose at least one.' : `Choose at least ${issue.minimum}.`
  return `The smallest value is ${issue.minimum}.`
}

function tooBig(issue: RawIssue & { code: 'too_big' }): string {
  if (issue.origin === 'string') return `Use at most ${issue.maximum} characters.`
  if (issue.origin === 'array') return `Choose at most ${issue.maximum}.`
  return `The largest value is ${issue.maximum}.`
}
