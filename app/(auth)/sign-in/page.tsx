import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SignInForm } from '#components/auth/sign-in-form.tsx'
import { AuthFrame } from '#components/shell/auth-frame.tsx'
import { isServerSetUpOpen } from '#lib/http/server-set-up.ts'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage() {
  if (await isServerSetUpOpen()) redirect('/set-up')
  return (
    <AuthFrame title="Sign in" description="With the login your clinic gave you.">
      <SignInForm />
    </AuthFrame>
  )
}
