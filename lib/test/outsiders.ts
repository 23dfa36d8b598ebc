import { keyActor, staffActor, type TestCtx } from './context.ts'
import { makeClinic } from './factories.ts'
import type { Desk } from './messaging.ts'

/** The desk's clinic as somebody sees it who may look and do nothing. */
export const viewerOf = (desk: Desk): TestCtx => ({
  ...desk.ctx,
  actor: staffActor('viewer', [desk.clinic.id]),
})

/** An administrator of another clinic, for whom nothing of the desk's exists. */
export async function strangerTo(desk: Desk): Promise<TestCtx> {
  const elsewhere = await makeClinic(desk.ctx)
  return { ...desk.ctx, actor: staffActor('admin', [elsewhere.id]) }
}

/** An outside agent's key for the desk's clinic, with everything that such a key may carry. */
export const keyOf = (desk: Desk): TestCtx => ({
  ...desk.ctx,
  actor: keyActor(['offers:send', 'conversations:read', 'sms:send', 'sms:simulate'], [desk.clinic.id]),
})

/** Gives the desk's clerk the login that a name in the console comes from. */
export async function nameClerk(desk: Desk, name = 'Nadia Clerk'): Promise<string> {
  const id = desk.clerk.actor.id as string
  const now = new Date(desk.ctx.now())
  const row = { email: `${id}@example.test`, name, role: 'scheduler', password_hash: 'unused' } as const
  await desk.ctx.db.staff.create({ data: { id, ...row, created_at: now, updated_at: now } })
  return id
}
