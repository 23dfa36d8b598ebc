import { record } from '#lib/core/audit.ts'
import { canSeeClinic, requireClinic } from '#lib/core/authorize.ts'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { requireVersion } from '#lib/core/version.ts'
import { conflict, forbidden, notFound } from '#lib/domain/errors.ts'
import { type StaffView, type UpdateStaffInput, updateStaffInput } from '#lib/domain/staff/schema.ts'
import { hashPassword } from './password.ts'
import { STAFF_INCLUDE, type StaffRow, toStaffView } from './view.ts'

/** The login in the administrator's reach. One that also works elsewhere belongs to an administrator of all its clinics. */
async function loadForChange(tx: TxCtx, staffId: string): Promise<StaffRow> {
  await tx.tx.$queryRaw`SELECT id FROM staff WHERE id = ${staffId}::uuid FOR UPDATE`
  const row = await tx.tx.staff.findUnique({ where: { id: staffId }, include: STAFF_INCLUDE })
  const clinicIds = row?.clinics.map(({ clinic }) => clinic.id) ?? []
  if (row === null || (clinicIds.length > 0 && !clinicIds.some((id) => canSeeClinic(tx, id)))) {
    throw notFound('The login')
  }
  if (!clinicIds.every((id) => canSeeClinic(tx, id))) {
    throw forbidden(
      'This login also works for clinics that yours does not. An administrator of those must change it.',
    )
  }
  return row
}

/** Enabled administrators, locked in order, so that two cannot remove each other at the same time. */
const lockAdmins = (tx: TxCtx) => tx.tx.$queryRaw<{ id: string }[]>`
  SELECT id FROM staff WHERE role = 'admin' AND disabled_at IS NULL ORDER BY id FOR UPDATE`

function refuseLastAdmin(admins: { id: string }[], staffId: string): void {
  const isAdmin = admins.some(({ id }) => id === staffId)
  if (!isAdmin || admins.length > 1) return
  throw conflict('This is the last administrator. Make somebody else an administrator first.')
}

async function setClinics(tx: TxCtx, staffId: string, clinicIds: string[]): Promise<void> {
  await tx.tx.staffClinic.deleteMany({ where: { staff_id: staffId, clinic_id: { notIn: clinicIds } } })
  await tx.tx.staffClinic.createMany({
    data: clinicIds.map((clinic_id) => ({ staff_id: staffId, clinic_id })),
    skipDuplicates: true,
  })
}

/** Ends every session of a login; its next request is refused. */
async function endSessions(tx: TxCtx, staffId: string): Promise<number> {
  const { count } = await tx.tx.session.updateMany({
    where: { staff_id: staffId, revoked_at: null },
    data: { revoked_at: new Date(tx.systemNow()) },
  })
  return count
}

/** What of the input is news, by field name; for the audit trail. */
function changedFields(row: StaffRow, input: UpdateStaffInput): string[] {
  const fields: string[] = []
  if (input.name && input.name !== row.name) fields.push('name')
  if (input.role && input.role !== row.role) fields.push('role')
  if (input.password) fields.push('password')
  if (input.clinic_ids) fields.push('clinics')
  if (input.is_disabled === true && row.disabled_at === null) fields.push('disabled')
  if (input.is_disabled === false && row.disabled_at !== null) fields.push('enabled')
  return fields
}

/**
 * Renames, disables or enables a login, or gives it another role, password or clinics. Disabling it and a new password end
 * its sessions at once. Throws `conflict` for the last administrator, `forbidden` for a login of other clinics too.
 */
export async function updateStaff(ctx: Ctx, input: UpdateStaffInput): Promise<StaffView> {
  const parsed = parseInput(updateStaffInput, input)
  for (const clinicId of parsed.clinic_ids ?? []) requireClinic(ctx, clinicId)
  const passwordHash = parsed.password ? await hashPassword(parsed.password) : undefined
  return mutate(ctx, { name: 'staff.update', permission: 'admin' }, async (tx) => {
    // Administrators before the one login: the same order whoever is changed.
    const isLosingAdmin = parsed.is_disabled === true || (parsed.role ?? 'admin') !== 'admin'
    const admins = isLosingAdmin ? await lockAdmins(tx) : null
    const row = await loadForChange(tx, parsed.staff_id)
    if (admins !== null) refuseLastAdmin(admins, row.id)
    const seen = { kind: 'staff', id: row.id, version: row.version, words: 'this login' }
    await requireVersion(tx, seen, parsed.version)
    const fields = changedFields(row, parsed)
    const now = new Date(tx.systemNow())
    await tx.tx.staff.update({
      where: { id: row.id },
      data: {
        name: parsed.name ?? undefined,
        role: parsed.role ?? undefined,
        password_hash: passwordHash,
        disabled_at: fields.includes('disabled') ? now : fields.includes('enabled') ? null : undefined,
        updated_at: now,
        version: { increment: 1 },
      },
    })
    if (parsed.clinic_ids) await setClinics(tx, row.id, [...new Set(parsed.clinic_ids)])
    const mustEnd = fields.includes('disabled') || fields.includes('password')
    const ended = mustEnd ? await endSessions(tx, row.id) : 0
    await record(tx, {
      action: 'staff.updated',
      subject: { kind: 'staff', id: row.id },
      clinicId: row.clinics[0]?.clinic_id ?? null,
      detail: { fields, sessions_ended: ended },
    })
    tx.outgoing.events.push({ type: 'staff.changed', id: row.id, clinic_id: null })
    return toStaffView(await tx.tx.staff.findUniqueOrThrow({ where: { id: row.id }, include: STAFF_INCLUDE }))
  })
}
