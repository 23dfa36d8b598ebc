import { cookies } from 'next/headers'
import { CLINIC_COOKIE } from '#components/shell/clinic-cookie.ts'
import type { Ctx } from '#lib/core/context.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { getServerCtx } from '#lib/http/server-actor.ts'
import { listClinics } from '#lib/services/clinic/list.ts'

/**
 * Who opens the page and the clinic that the frame stands in, as the browser will choose it: the one in the cookie, else
 * the default. Null when nobody is signed in or there is no clinic; the page then asks by itself.
 */
export async function frameClinic(): Promise<{ ctx: Ctx; clinic: ClinicView } | null> {
  const ctx = await getServerCtx()
  if (ctx === null) return null
  const chosenId = (await cookies()).get(CLINIC_COOKIE)?.value
  const clinics = await listClinics(ctx)
  const clinic = clinics.find(({ id }) => id === chosenId) ?? clinics[0]
  return clinic === undefined ? null : { ctx, clinic }
}

/** The first page of a keyset list, as the browser's infinite query keeps it. */
export const firstPage = <Page>(page: Page) => ({ pages: [page], pageParams: [undefined] })
