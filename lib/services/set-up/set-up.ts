import { timingSafeEqual } from 'node:crypto'
import { record } from '#lib/core/audit.ts'
import { actingAs, type Ctx, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { conflict, forbidden } from '#lib/domain/errors.ts'
import { type ClinicView, type SetUpInput, setUpInput } from '#lib/domain/staff/schema.ts'
import { saveClinic } from '../clinic/save.ts'
import { INSTALLATION_ID } from '../installation/ensure.ts'
import { saveProvider } from '../provider/save.ts'
import { saveServiceType } from '../service-type/save.ts'
import { staffActor } from '../staff/actor.ts'
import { createStaff } from '../staff/create.ts'

/** The first service starts on these; Settings has the rest. */
const FIRST_SERVICE = {
  buffer_before_minutes: 0,
  buffer_after_minutes: 0,
  alignment_minutes: 15,
  minimum_notice_minutes: 60,
  cost_estimate: null,
  is_default: true,
}

const isSame = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** Locks the installation and checks the token, so that two set-ups at one time make one installation. */
async function useToken(tx: TxCtx, token: string): Promise<void> {
  await tx.tx.$queryRaw`SELECT id FROM installation WHERE id = ${INSTALLATION_ID} FOR UPDATE`
  const { setup_token_hash } = await tx.tx.installation.findUniqueOrThrow({ where: { id: INSTALLATION_ID } })
  const isInUse = (await tx.tx.staff.findFirst({ select: { id: true } })) !== null
  if (isInUse || setup_token_hash === null) {
    throw conflict('Switchboard is set up already. Sign in with a login that an administrator gave you.')
  }
  if (!isSame(tx.sealer.tokenHash(token.trim()), setup_token_hash)) {
    throw forbidden('This is not the token that the last start printed. Copy it again.')
  }
  await tx.tx.installation.update({ where: { id: INSTALLATION_ID }, data: { setup_token_hash: null } })
}

/**
 * The first use of an empty database: first administrator, clinic, provider with hours, and service type, all or nothing.
 * The token works once. Throws `forbidden` for a wrong one, `conflict` when the set-up is over.
 */
export async function setUp(ctx: Ctx, input: SetUpInput): Promise<{ clinic: ClinicView }> {
  const parsed = parseInput(setUpInput, input)
  return mutate(ctx, { name: 'installation.set_up', permission: null }, async (tx) => {
    await useToken(tx, parsed.token)
    const clinic = await saveClinic(tx, { ...parsed.clinic, is_default: true })
    const admin = await createStaff(tx, { ...parsed.admin, role: 'admin', clinic_ids: [clinic.id] })
    const as = actingAs(tx, staffActor({ ...admin, clinicIds: [clinic.id] }))
    const service = await saveServiceType(as, {
      clinic_id: clinic.id,
      ...parsed.service_type,
      ...FIRST_SERVICE,
    })
    await saveProvider(as, {
      clinic_id: clinic.id,
      name: parsed.provider.name,
      service_type_ids: [service.id],
      hours: parsed.hours,
    })
    await record(as, {
      action: 'installation.set_up',
      subject: { kind: 'installation', id: String(INSTALLATION_ID) },
      clinicId: clinic.id,
    })
    return { clinic }
  })
}
