import type { Metadata } from 'next'
import { ProviderPage } from '#components/providers/provider-page.tsx'

export const metadata: Metadata = { title: 'Provider' }

export default async function OneProviderPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return <ProviderPage id={id} />
}
