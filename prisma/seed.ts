import { record } from '#lib/core/audit.ts'
import type { Actor } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { Db } from '#lib/db/client.ts'
import type { Sealer } from '#lib/db/seal.ts'
import { ensureBuiltinAgents } from '#lib/services/agent/ensure-builtin.ts'
import { staffActor } from '#lib/services/staff/actor.ts'
import { hashPassword } from '#lib/services/staff/password.ts'
import { runDueWork } from '#lib/worker/due-work.ts'
import { addAppointments } from './demo/appointments.ts'
import { addClinics } from './demo/clinics.ts'
import { type DemoContext, demoContext } from './demo/context.ts'
import { playStories } from './demo/conversations.ts'
import { DEMO_LOGINS } from './demo/people.ts'
import { addTexts } from './demo/texts.ts'
import { addWaitingList } from './demo/waiting-list.ts'

export { DEMO_LOGINS }

const DAY_MS = 24 * 60 * 60_000

async function addStaff(ctx: DemoContext, clinicIds: string[], password: string): Promise<Actor> {
  const password_hash = await hashPassword(password)
  const now = new Date(ctx.now())
  let clerk: Actor | null = null
  for (const login of DEMO_LOGINS) {
    const id = ctx.newId()
    await ctx.db.staff.create({
      data: {
        id,
        ...login,
        password_hash,
        created_at: now,
        updated_at: now,
        clinics: { create: clinicIds.map((clinic_id) => ({ clinic_id })) },
      },
    })
    if (login.role === 'scheduler') clerk = staffActor({ id, name: login.name, role: login.role, clinicIds })
  }
  if (!clerk) throw new Error('The demo needs a scheduler.')
  return clerk
}

/**
 * Fills an empty, prepared database with the demo clinic: two sites, six providers, forty patients, a fortnight of visits
 * around today, a waiting list and a conversation for every state, played through the product's own verbs at the times at which they say
 * they happened. Returns false, and changes nothing, when there is a clinic already.
 */
export async function seedDemo(demo: {
  db: Db
  sealer: Sealer
  password: string
  now: number
}): Promise<boolean> {
  if ((await demo.db.clinic.count()) > 0) return false
  const ctx = demoContext(demo.db, demo.sealer, demo.now)
  ctx.goTo(7 * DAY_MS)
  await ensureBuiltinAgents(ctx)
  const clinics = await addClinics(ctx)
  const clerk = await addStaff(
    ctx,
    clinics.map((clinic) => clinic.id),
    demo.password,
  )
  ctx.goTo(0)
  for (const clinic of clinics) await addAppointments(ctx, clinic)
  await playStories({ ctx, clinics, clerk, settle: runDueWork })
  if (clinics[0]) await addWaitingList(ctx, clinics[0], clerk)
  for (const clinic of clinics) await addTexts(ctx, clinic)
  await mutate(ctx, { name: 'installation.seed', permission: null }, (tx) =>
    record(tx, { action: 'installation.seeded', subject: { kind: 'installation', id: '1' } }),
  )
  return true
}
