import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { NO_FILTER, toFilters } from '#components/conversations/filters.ts'
import { Inbox } from '#components/conversations/inbox.tsx'
import { CLINIC_COOKIE } from '#components/shell/clinic-cookie.ts'
import { Prefetched } from '#components/shell/prefetched.tsx'
import { conversationsQuery } from '#lib/api/conversations.ts'
import { getServerCtx } from '#lib/http/server-actor.ts'
import { listClinics } from '#lib/services/clinic/list.ts'
import { listConversations } from '#lib/services/conversation/list.ts'

/** The first page of the unfiltered list comes with the page; a filtered one is asked for by the browser. */
export default async function ConversationsLayout({ children }: { children: ReactNode }) {
  const ctx = await getServerCtx()
  if (ctx === null) return null
  const chosenId = (await cookies()).get(CLINIC_COOKIE)?.value
  const clinics = await listClinics(ctx)
  const clinic = clinics.find((candidate) => candidate.id === chosenId) ?? clinics[0]
  if (clinic === undefined) return <Inbox>{children}</Inbox>
  const filters = toFilters(NO_FILTER, clinic.id)
  const page = await listConversations(ctx, filters)
  return (
    <Prefetched
      answers={[[conversationsQuery(filters).queryKey, { pages: [page], pageParams: [undefined] }]]}
    >
      <Inbox>{children}</Inbox>
    </Prefetched>
  )
}
