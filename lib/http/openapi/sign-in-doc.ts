import { z } from 'zod'
import { problemView } from '../problem-schema.ts'
import type { OperationSource } from './doc.ts'

const token = z.object({ csrfToken: z.string() })
const session = z
  .looseObject({ user: z.looseObject({ name: z.string() }).optional(), expires: z.string().optional() })
  .describe('Empty without a session.')
const next = z.looseObject({ url: z.string().describe('Where a browser goes next.') })
/** A form that was posted with `json=true` is told where a browser would go, beside the problem. */
const refusal = (description: string) => ({
  description,
  schema: problemView.extend({ url: z.string().optional() }),
  type: 'application/problem+json',
})
const REFUSALS = {
  401: refusal('The e-mail address or the password is wrong.'),
  403: refusal('The login is disabled, the form is out of date, or it came from another site.'),
}
const SENT_BACK = { 303: { description: 'Sent back to the sign-in page with the reason.' } }
const FORM = 'application/x-www-form-urlencoded'
const FROM_OUTSIDE = 'Programs use an API key instead.'

/** next-auth's own addresses, as far as they are served here. */
export const SIGN_IN_READS: OperationSource[] = [
  {
    at: '/api/auth/csrf',
    auth: 'none',
    doc: { summary: 'Get a token for signing in or out', description: FROM_OUTSIDE, output: token },
  },
  {
    at: '/api/auth/session',
    auth: 'none',
    doc: { summary: 'See whether somebody is signed in', output: session },
  },
]

export const SIGN_IN_WRITES: OperationSource[] = [
  {
    at: '/api/auth/callback/credentials',
    auth: 'none',
    doc: {
      summary: 'Sign in',
      description: `With e-mail address and password; the session is a cookie. Ten wrong tries close an account for a quarter of an hour. ${FROM_OUTSIDE}`,
      consumes: {
        type: FORM,
        schema: z.object({
          csrfToken: z.string(),
          email: z.string(),
          password: z.string(),
          json: z.literal('true').optional(),
        }),
      },
      output: next,
      answers: {
        302: { description: 'Sent on, when the form was posted without script.' },
        ...SENT_BACK,
        ...REFUSALS,
      },
    },
  },
  {
    at: '/api/auth/signout',
    auth: 'none',
    doc: {
      summary: 'Sign out',
      description: 'Ends the session at once, for every copy of the cookie.',
      consumes: {
        type: FORM,
        schema: z.object({ csrfToken: z.string(), json: z.literal('true').optional() }),
      },
      output: next,
      answers: {
        302: { description: 'Sent on, when the form was posted without script.' },
        ...SENT_BACK,
        ...REFUSALS,
      },
    },
  },
]
