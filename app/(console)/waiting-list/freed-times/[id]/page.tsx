import type { Metadata } from 'next'
import { FreedTimePage } from '#components/waiting-list/freed-time-page.tsx'

export const metadata: Metadata = { title: 'Freed time' }

export default async function OneFreedTimePage({ params }: { params: Promise<{ id: string }> }) {
  return <FreedTimePage id={(await params).id} />
}
