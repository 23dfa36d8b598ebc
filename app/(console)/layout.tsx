import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { AppShell } from '#components/shell/app-shell.tsx'
import { CLINIC_COOKIE } from '#components/shell/clinic-cookie.ts'
import { Prefetched } from '#components/shell/prefetched.tsx'
import { meQuery } from '#lib/api/session.ts'
import { getServerCtx } from '#lib/http/server-actor.ts'
import { readMe } from '#lib/services/session/me.ts'

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const ctx = await getServerCtx()
  if (ctx === null) redirect('/sign-in')
  const me = await readMe(ctx)
  const clinicId = (await cookies()).get(CLINIC_COOKIE)?.value
  return (
    <Prefetched answers={[[meQuery().queryKey, me]]}>
      <AppShell now={me.now} clinicId={clinicId}>
        {children}
      </AppShell>
    </Prefetched>
  )
}
