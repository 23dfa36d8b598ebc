import type { Metadata } from 'next'
import { DeadLetters } from '#components/agents/dead-letters.tsx'

export const metadata: Metadata = { title: 'Agents: dead letters' }

export default function DeadLettersPage() {
  return <DeadLetters />
}
