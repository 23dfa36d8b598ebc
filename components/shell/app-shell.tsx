'use client'

import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { recentConversationsQuery } from '#lib/api/conversations.ts'
import { AlertBanner } from '../agents/alerts/alert-banner.tsx'
import { ClockProvider } from '../ui/use-now.tsx'
import { useShortcut } from '../ui/use-shortcut.ts'
import { BottomBar } from './bottom-bar.tsx'
import { CommandPalette } from './command-palette.tsx'
import { LiveUpdates } from './live-updates.tsx'
import { MockBanner } from './mock-banner.tsx'
import { Rail } from './rail.tsx'
import { ClinicProvider, useClinic } from './use-clinic.tsx'

interface AppShellProps {
  /** The server's product clock when the page was made, ISO 8601. */
  now: string
  /** The clinic chosen last, if any. */
  clinicId: string | undefined
  children: ReactNode
}

/** The frame of every signed-in page: rail, banner, the page itself, and the bottom bar on phones. */
export function AppShell({ now, clinicId, children }: AppShellProps) {
  return (
    <ClockProvider now={now}>
      <ClinicProvider initialId={clinicId}>
        <Frame>{children}</Frame>
        <LiveUpdates />
      </ClinicProvider>
    </ClockProvider>
  )
}

function Frame({ children }: { children: ReactNode }) {
  const { clinic } = useClinic()
  const [isSearching, setSearching] = useState(false)
  const recent = useQuery(recentConversationsQuery(clinic?.id))
  const needsStaff = recent.data?.needs_staff_count ?? 0
  const search = () => setSearching(true)
  useShortcut('mod+k', search)
  return (
    <div className="flex h-dvh">
      <a
        href="#main"
        className="fixed start-2 top-2 z-50 -translate-y-16 rounded-lg bg-inverse px-3 py-2 text-inverse-foreground focus:translate-y-0"
      >
        Skip to the page
      </a>
      <Rail needsStaff={needsStaff} onSearch={search} />
      <div className="flex min-w-0 flex-1 flex-col">
        <MockBanner />
        <AlertBanner />
        <main id="main" tabIndex={-1} className="flex min-h-0 flex-1 flex-col overflow-y-auto outline-none">
          {children}
        </main>
        <BottomBar needsStaff={needsStaff} onSearch={search} />
      </div>
      <CommandPalette isOpen={isSearching} onOpenChange={setSearching} />
    </div>
  )
}
