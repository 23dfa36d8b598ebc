import { clinicScope, requireClinic, requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { cutPage, pageSize, unpackCursor } from '#lib/core/page.ts'
import { parseInput } from '#lib/core/parse.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import {
  type ListPatientsQuery,
  listPatientsQuery,
  type PatientPage,
  type PatientView,
} from '#lib/domain/messaging/schema.ts'
import { patientSearch } from './search.ts'
import { patientLine } from './view.ts'

export const PATIENT_INCLUDE = {
  preferred_provider: { select: { id: true, name: true } },
} satisfies Prisma.PatientInclude
type PatientRow = Prisma.PatientGetPayload<{ include: typeof PATIENT_INCLUDE }>

/** The phones among these that have opted out. */
export async function optedOutPhones(ctx: Ctx, phoneIndexes: string[]): Promise<Set<string>> {
  const rows = await store(ctx).optOut.findMany({
    where: { phone_index: { in: phoneIndexes }, opted_in_at: null },
    select: { phone_index: true },
  })
  return new Set(rows.map((row) => row.phone_index))
}

/** A patient as the wire shows them. */
export function patientView(ctx: Ctx, row: PatientRow, optedOut: ReadonlySet<string>): PatientView {
  return {
    ...patientLine(ctx, row),
    clinic_id: row.clinic_id,
    first_name: row.first_name,
    last_name: row.last_name,
    preferred_provider: row.preferred_provider,
    preferred_time_of_day: row.preferred_time_of_day,
    time_zone: row.time_zone,
    language: row.language,
    note: row.note_sealed
      ? ctx.sealer.open({ table: 'patient', column: 'note_sealed', id: row.id }, row.note_sealed)
      : null,
    is_opted_out: optedOut.has(row.phone_index),
    version: row.version,
    created_at: row.created_at.toISOString(),
  }
}

/** Patients of the actor's clinics by last name, in keyset pages. */
export async function listPatients(ctx: Ctx, query: ListPatientsQuery): Promise<PatientPage> {
  const parsed = parseInput(listPatientsQuery, query)
  requirePermission(ctx, 'conversations:read')
  if (parsed.clinic_id) requireClinic(ctx, parsed.clinic_id)
  const cursor = unpackCursor(parsed.cursor)
  const size = pageSize(parsed.limit)
  const after: Prisma.PatientWhereInput = cursor
    ? { OR: [{ last_name: { gt: cursor.at } }, { last_name: cursor.at, id: { gt: cursor.id } }] }
    : {}
  const rows = await ctx.db.patient.findMany({
    where: {
      ...clinicScope(ctx),
      ...(parsed.clinic_id ? { clinic_id: parsed.clinic_id } : {}),
      AND: [parsed.q ? await patientSearch(ctx, parsed.q) : {}, after],
    },
    include: PATIENT_INCLUDE,
    orderBy: [{ last_name: 'asc' }, { id: 'asc' }],
    take: size + 1,
  })
  const page = cutPage(rows, size, (row) => ({ at: row.last_name, id: row.id }))
  const optedOut = await optedOutPhones(
    ctx,
    page.items.map((row) => row.phone_index),
  )
  return { items: page.items.map((row) => patientView(ctx, row, optedOut)), next_cursor: page.next_cursor }
}
