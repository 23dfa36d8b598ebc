import type { Metadata } from 'next'
import { Understanding } from '#components/understanding/understanding.tsx'

export const metadata: Metadata = { title: 'Understanding' }

export default function UnderstandingPage() {
  return <Understanding />
}
