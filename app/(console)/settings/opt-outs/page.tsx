import type { Metadata } from 'next'
import { OptedOutList } from '#components/consent/opted-out-list.tsx'

export const metadata: Metadata = { title: 'Opt-outs' }

export default function OptOutsPage() {
  return <OptedOutList />
}
