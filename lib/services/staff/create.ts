import { record } from '#lib/core/audit.ts'
import { requireClinic } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { conflict } from '#lib/domain/errors.ts'
import { type CreateStaffInput, createStaffInput, type StaffView } from '#lib/domain/staff/schema.ts'
import { normaliseEmail } from './email.ts'
import { hashPassword } from './password.ts'
import { STAFF_INCLUDE, toStaffView } from './view.ts'

/**
 * Creates a login for the given clinics. For administrators of all of them. Throws `conflict` on `email` when somebody
 * has it already.
 */
export async function createStaff(ctx: Ctx, input: CreateStaffInput): Promise<StaffView> {
  const parsed = parseInput(createStaffInput, input)
  const email = normaliseEmail(parsed.email)
  for (const clinicId of parsed.clinic_ids) requireClinic(ctx, clinicId)
  // Before the transaction: hashing takes longer than all of its statements.
  const passwordHash = await hashPassword(parsed.password)
  return mutate(ctx, { name: 'staff.create', permission: 'admin' }, async (tx) => {
    const id = tx.newId()
    const now = new Date(tx.systemNow())
    const inserted = await tx.tx.staff.createMany({
      data: [
        {
          id,
          email,
          name: parsed.name,
          role: parsed.role,
          password_hash: passwordHash,
          created_at: now,
          updated_at: now,
        },
      ],
      skipDuplicates: true,
    })
    if (inserted.count === 0)
      throw conflict('Somebody has a login with this e-mail address already.', 'email')
    await tx.tx.staffClinic.createMany({
      data: [...new Set(parsed.clinic_ids)].map((clinic_id) => ({ staff_id: id, clinic_id })),
    })
    await record(tx, {
      action: 'staff.created',
      subject: { kind: 'staff', id },
      clinicId: parsed.clinic_ids[0] ?? null,
      detail: { role: parsed.role, clinics: parsed.clinic_ids.length },
    })
    tx.outgoing.events.push({ type: 'staff.changed', id, clinic_id: null })
    return toStaffView(await tx.tx.staff.findUniqueOrThrow({ where: { id }, include: STAFF_INCLUDE }))
  })
}
