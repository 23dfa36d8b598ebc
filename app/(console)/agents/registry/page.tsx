import type { Metadata } from 'next'
import { Registry } from '#components/agents/registry.tsx'

export const metadata: Metadata = { title: 'Agents: registry' }

export default function RegistryPage() {
  return <Registry />
}
