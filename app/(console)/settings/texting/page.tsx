import type { Metadata } from 'next'
import { Texting } from '#components/settings/texting/texting.tsx'

export const metadata: Metadata = { title: 'Texting' }

export default function TextingPage() {
  return <Texting />
}
