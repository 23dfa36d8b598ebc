import type { Metadata } from 'next'
import { SignInForm } from '#components/auth/sign-in-form.tsx'
import { AuthFrame } from '#components/shell/auth-frame.tsx'

export const metadata: Metadata = { title: 'Sign in' }

export default function SignInPage() {
  return (
    <AuthFrame title="Sign in" description="With the login your clinic gave you.">
      <SignInForm />
    </AuthFrame>
  )
}
