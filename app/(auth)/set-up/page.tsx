import type { Metadata } from 'next'
import { SetUpForm } from '#components/auth/set-up-form.tsx'
import { AuthFrame } from '#components/shell/auth-frame.tsx'

export const metadata: Metadata = { title: 'Set up' }

interface SetUpPageProps {
  searchParams: Promise<{ token?: string | string[] }>
}

export default async function SetUpPage({ searchParams }: SetUpPageProps) {
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
