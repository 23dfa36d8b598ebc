import type { Prisma } from '#lib/db/generated/client.ts'
import type { StaffView } from '#lib/domain/staff/schema.ts'

/** What a staff row is loaded with to be shown or changed. */
export const STAFF_INCLUDE = {
  clinics: { include: { clinic: { select: { id: true, name: true } } } },
  sessions: { orderBy: { last_seen_at: 'desc' }, take: 1, select: { last_seen_at: true } },
} as const satisfies Prisma.StaffInclude

export type StaffRow = Prisma.StaffGetPayload<{ include: typeof STAFF_INCLUDE }>

/** A login as administrators see it; the password is no part of it. */
export function toStaffView(row: StaffRow): StaffView {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    is_disabled: row.disabled_at !== null,
    clinics: row.clinics
      .map(({ clinic }) => ({ id: clinic.id, name: clinic.name }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en')),
    version: row.version,
    created_at: row.created_at.toISOString(),
    last_seen_at: row.sessions[0]?.last_seen_at.toISOString() ?? null,
  }
}
