import type { Metadata } from 'next'
import { LoginList } from '#components/settings/login-list.tsx'

export const metadata: Metadata = { title: 'Logins' }

export default function LoginsPage() {
  return <LoginList />
}
