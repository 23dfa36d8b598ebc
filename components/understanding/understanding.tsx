'use client'

import { MisreadList } from '../decisions/misread-list.tsx'
import { AdminOnly } from '../settings/admin-only.tsx'
import { SettingsTabs } from '../settings/settings-tabs.tsx'
import { usePermissionReason } from '../shell/use-me.ts'
import { ClinicZone } from '../ui/clinic-zone.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { SectionCard } from '../ui/section-card.tsx'
import { Scores } from './scores.tsx'

/** How well patients' texts are understood, and which were not. */
export function Understanding() {
  const denied = usePermissionReason()('admin')
  return (
    <>
      <PageHeader title="Settings" tabs={<SettingsTabs />} aside={<ClinicZone isZoneOnly />} />
      <div className="flex max-w-5xl flex-col gap-4 p-4 sm:p-5">
        <Scores />
        <SectionCard title="Misread texts" isFlush>
          {denied === null ? <MisreadList /> : <AdminOnly what="the texts that were misread" />}
        </SectionCard>
      </div>
    </>
  )
}
