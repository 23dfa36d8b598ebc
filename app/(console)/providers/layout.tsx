import type { ReactNode } from 'react'
import { Prefetched } from '#components/shell/prefetched.tsx'
import { providersQuery, serviceTypesQuery } from '#lib/api/providers.ts'
import { listProviders } from '#lib/services/provider/list.ts'
import { listServiceTypes } from '#lib/services/service-type/list.ts'
import { frameClinic } from '../_prefetch/frame-clinic.ts'

/** Providers and services come with the page; the list, one provider and the services all draw on them. */
export default async function ProvidersLayout({ children }: { children: ReactNode }) {
  const frame = await frameClinic()
  if (frame === null) return children
  const query = { clinic_id: frame.clinic.id }
  const [providers, services] = await Promise.all([
    listProviders(frame.ctx, query),
    listServiceTypes(frame.ctx, query),
  ])
  return (
    <Prefetched
      answers={[
        [providersQuery(query.clinic_id).queryKey, providers],
        [serviceTypesQuery(query.clinic_id).queryKey, services],
      ]}
    >
      {children}
    </Prefetched>
  )
}
