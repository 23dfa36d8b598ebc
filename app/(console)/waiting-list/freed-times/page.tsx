import type { Metadata } from 'next'
import { FreedTimes } from '#components/waiting-list/freed-times.tsx'

export const metadata: Metadata = { title: 'Freed times' }

export default function FreedTimesPage() {
  return <FreedTimes />
}
