import type { ProviderView } from '#lib/domain/scheduling/schema.ts'
import { FactList } from '../ui/fact-list.tsx'
import { SectionCard } from '../ui/section-card.tsx'

/** What a provider does, and whether visits can be booked with them. */
export function ProviderFacts({ provider }: { provider: ProviderView }) {
  return (
    <SectionCard title="Details">
      <FactList
        facts={[
          { label: 'Specialty', value: provider.specialty ?? 'Not said' },
          {
            label: 'Services',
            value: provider.service_types.map(({ name }) => name).join(', ') || 'None',
          },
          { label: 'Visits', value: visitsWords(provider) },
        ]}
      />
    </SectionCard>
  )
}

function visitsWords(provider: ProviderView): string {
  if (!provider.is_active) return 'Takes none now'
  if (provider.is_external) return 'Named by an agent. With weekly hours it becomes a provider of the clinic.'
  return 'Takes visits'
}
