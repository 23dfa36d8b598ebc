'use client'

import { CalendarOff, Pencil } from 'lucide-react'
import { useState } from 'react'
import type { ProviderView } from '#lib/domain/scheduling/schema.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { ClinicZone } from '../ui/clinic-zone.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { ExceptionsCard } from './exceptions-card.tsx'
import { FeedCard } from './feed-card.tsx'
import { HoursCard } from './hours-card.tsx'
import { ProviderDialog } from './provider-dialog.tsx'
import { ProviderFacts } from './provider-facts.tsx'
import { ProviderPills } from './provider-row.tsx'
import { TimeOffCard } from './time-off-card.tsx'
import { TimeOffDialog } from './time-off-dialog.tsx'

interface ProviderDetailProps {
  provider: ProviderView
  clinic: ClinicView
  /** Where the page goes back to. */
  back: { href: string; label: string }
}

/** A provider's hours, exceptions, time off, facts and calendar address, and what staff can change of them. */
export function ProviderDetail({ provider, clinic, back }: ProviderDetailProps) {
  const [open, setOpen] = useState<'edit' | 'away'>()
  const reason = usePermissionReason()
  const change = (isOpen: boolean) => setOpen(isOpen ? open : undefined)
  return (
    <>
      <PageHeader
        title={provider.name}
        back={back}
        aside={
          <span className="flex flex-wrap items-center gap-x-2">
            <ProviderPills provider={provider} />
            <ClinicZone />
          </span>
        }
        actions={
          <>
            <ActionButton
              variant="outline"
              shortcut="o"
              disabledReason={reason('appointments:write')}
              onPress={() => setOpen('away')}
            >
              <CalendarOff aria-hidden="true" /> Add time off
            </ActionButton>
            <ActionButton
              variant="primary"
              shortcut="e"
              disabledReason={reason('settings:write')}
              onPress={() => setOpen('edit')}
            >
              <Pencil aria-hidden="true" /> Change
            </ActionButton>
          </>
        }
      />
      <div className="grid w-full max-w-340 gap-4 p-4 sm:p-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <HoursCard rules={provider.availability} zone={clinic.time_zone} />
          <ExceptionsCard provider={provider} zone={clinic.time_zone} />
          <TimeOffCard provider={provider} zone={clinic.time_zone} onAdd={() => setOpen('away')} />
        </div>
        <div className="flex min-w-0 flex-col gap-4 self-start">
          <ProviderFacts provider={provider} />
          <FeedCard provider={provider} zone={clinic.time_zone} />
        </div>
      </div>
      <ProviderDialog isOpen={open === 'edit'} onOpenChange={change} clinic={clinic} provider={provider} />
      <TimeOffDialog isOpen={open === 'away'} onOpenChange={change} clinic={clinic} provider={provider} />
    </>
  )
}
