import { requireClinic, requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { cursorTime, cutPage, pageSize, unpackCursor } from '#lib/core/page.ts'
import { parseInput } from '#lib/core/parse.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import { type ListOptedOutQuery, listOptedOutQuery, type OptedOutPage } from '#lib/domain/consent/schema.ts'
import { consentWords, OTHER_CLINIC } from '#lib/domain/consent/sources.ts'
import { patientLine } from '../patient/view.ts'

interface Row {
  id: string
  clinic_id: string
  first_name: string
  last_name: string
  phone_sealed: string
  is_stub: boolean
  opted_out_at: Date
  source: string
  actor_name: string | null
  is_own: boolean
  upcoming_visits: number
}

function clinicFilter({ actor }: Ctx, clinicId: string | undefined): Prisma.Sql {
  if (clinicId) return Prisma.sql`AND p.clinic_id = ${clinicId}::uuid`
  return actor.clinicIds === 'all'
    ? Prisma.empty
    : Prisma.sql`AND p.clinic_id = ANY(${[...actor.clinicIds]}::uuid[])`
}

/**
 * Everybody whose number has opted out, latest first: whom no text reaches, and who has a visit ahead all the same. For
 * administrators. Several patients behind one number are several lines.
 */
export async function listOptedOut(ctx: Ctx, query: ListOptedOutQuery): Promise<OptedOutPage> {
  const parsed = parseInput(listOptedOutQuery, query)
  requirePermission(ctx, 'admin')
  if (parsed.clinic_id) requireClinic(ctx, parsed.clinic_id)
  const size = pageSize(parsed.limit)
  const cursor = unpackCursor(parsed.cursor)
  const after = cursor
    ? Prisma.sql`AND (o.opted_out_at, p.id) < (${cursorTime(cursor)}, ${cursor.id}::uuid)`
    : Prisma.empty
  const rows = await store(ctx).$queryRaw<Row[]>`
    SELECT p.id, p.clinic_id, p.first_name, p.last_name, p.phone_sealed, p.is_stub, o.opted_out_at, o.source,
      said.actor_name, said.clinic_id IS NOT DISTINCT FROM p.clinic_id AS is_own,
      (SELECT count(*)::int FROM appointment a WHERE a.patient_id = p.id AND a.state = 'booked'
        AND a.starts_at > ${new Date(ctx.now())}) AS upcoming_visits
    FROM opt_out o JOIN patient p ON p.phone_index = o.phone_index
    LEFT JOIN LATERAL (SELECT e.actor_name, e.clinic_id FROM consent_event e WHERE e.phone_index = o.phone_index
      AND e.kind = 'opted_out' ORDER BY e.occurred_at DESC, e.id DESC LIMIT 1) said ON true
    WHERE o.opted_in_at IS NULL ${clinicFilter(ctx, parsed.clinic_id)} ${after}
    ORDER BY o.opted_out_at DESC, p.id DESC
    LIMIT ${size + 1}`
  const page = cutPage(rows, size, (row) => ({ at: row.opted_out_at.toISOString(), id: row.id }))
  return {
    items: page.items.map((row) => {
      const { id, name, phone_number } = patientLine(ctx, row)
      const actor_name = row.is_own && row.actor_name ? row.actor_name : OTHER_CLINIC
      return {
        id,
        name,
        phone_number,
        clinic_id: row.clinic_id,
        opted_out_at: row.opted_out_at.toISOString(),
        text: consentWords({ kind: 'opted_out', source: row.source, actor_name }),
        upcoming_visits: row.upcoming_visits,
      }
    }),
    next_cursor: page.next_cursor,
  }
}
