import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SetUpForm } from '#components/auth/set-up-form.tsx'
import { AuthFrame } from '#components/shell/auth-frame.tsx'
import { isServerSetUpOpen } from '#lib/http/server-set-up.ts'

export const metadata: Metadata = { title: 'Set up' }

interface SetUpPageProps {
  searchParams: Promise<{ token?: string | string[] }>
}

export default async function SetUpPage({ searchParams }: SetUpPageProps) {
  if (!(await isServerSetUpOpen())) redirect('/sign-in')
  const { token } = await searchParams
  return (
    <AuthFrame
      title="Set up your clinic"
      description="Everything here can be changed later in Settings."
      isWide
    >
      <SetUpForm token={typeof token === 'string' ? token : ''} />
    </AuthFrame>
  )
}
