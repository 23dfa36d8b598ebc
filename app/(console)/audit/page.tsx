import type { Metadata } from 'next'
import { AuditTrail } from '#components/audit/audit-trail.tsx'
import { Prefetched } from '#components/shell/prefetched.tsx'
import { auditQuery } from '#lib/api/audit.ts'
import { getServerCtx } from '#lib/http/server-actor.ts'
import { listAudit } from '#lib/services/audit/list.ts'
import { firstPage } from '../_prefetch/frame-clinic.ts'

export const metadata: Metadata = { title: 'Audit' }

/** The latest events of all clinics come with the page; a filter is asked for by the browser. */
export default async function AuditPage() {
  const ctx = await getServerCtx()
  if (ctx === null) return <AuditTrail />
  const page = await listAudit(ctx, {})
  return (
    <Prefetched answers={[[auditQuery({}).queryKey, firstPage(page)]]}>
      <AuditTrail />
    </Prefetched>
  )
}
