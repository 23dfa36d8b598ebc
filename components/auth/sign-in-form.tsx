'use client'

import { useSearchParams } from 'next/navigation'
import { z } from 'zod'
import { type SignInResult, signIn } from '#lib/api/auth.ts'
import { ApiError } from '#lib/api/fetch.ts'
import { Form } from '../form/form.tsx'
import { FormActions } from '../form/form-actions.tsx'
import { TextField } from '../form/text-field.tsx'
import { durationWords } from '../ui/time.ts'
import { safeNext } from './safe-next.ts'

const MAX_PASSWORD = 200
const schema = z.object({
  email: z.email('Use an e-mail address.'),
  password: z.string().min(1, 'Fill this in.').max(MAX_PASSWORD),
})

/** E-mail and password. The page is loaded anew after success, so nothing of an earlier login stays in memory. */
export function SignInForm() {
  const next = useSearchParams().get('next')
  const submit = async ({ email, password }: z.infer<typeof schema>) => {
    const result = await signIn(email, password)
    if (!result.ok) throw new ApiError(401, { code: 'unauthenticated', message: refusalWords(result) })
    window.location.assign(safeNext(next, window.location.origin))
    // The button stays busy until the next page is there.
    await new Promise(() => {})
  }
  return (
    <Form schema={schema} defaultValues={{ email: '', password: '' }} onSubmit={submit} aria-label="Sign in">
      <TextField name="email" type="email" label="E-mail" autoComplete="username" isRequired />
      <TextField
        name="password"
        type="password"
        label="Password"
        autoComplete="current-password"
        isRequired
      />
      <FormActions submitLabel="Sign in" isFullWidth />
    </Form>
  )
}

/** The same words for an unknown address and a wrong password: the page tells nobody which addresses exist. */
function refusalWords(result: Exclude<SignInResult, { ok: true }>): string {
  if (result.reason === 'rate_limited') {
    const wait = result.retryAfterSeconds
    return `Too many tries for this address. Try again in ${wait === undefined ? 'a few minutes' : durationWords(wait * 1000)}.`
  }
  if (result.reason === 'disabled')
    return 'This login is switched off. An administrator can switch it on again.'
  if (result.reason === 'stale_form')
    return 'This form is out of date, or the browser keeps no cookies. Reload the page.'
  if (result.reason === 'unreachable') return 'The server could not be reached. Try again in a moment.'
  return 'E-mail or password is wrong.'
}
