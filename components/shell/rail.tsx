'use client'

import { Button, Kbd } from '@heroui/react'
import { Search } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { shortcutLabel } from '../ui/use-shortcut.ts'
import { ClinicSwitch } from './clinic-switch.tsx'
import { Logo } from './logo.tsx'
import { OPERATIONS, PAGES } from './nav.ts'
import { NavLink, NeedsStaffBadge } from './nav-link.tsx'
import { StatusCard } from './status-card.tsx'
import { UserMenu } from './user-menu.tsx'

interface RailProps {
  needsStaff: number
  onSearch: () => void
}

/** The left rail: full from 1024 px, icons below, gone on phones where `BottomBar` takes over. */
export function Rail({ needsStaff, onSearch }: RailProps) {
  return (
    <aside className="hidden w-rail-narrow shrink-0 flex-col gap-3 border-e border-border px-2 py-3 sm:flex lg:w-rail lg:px-3">
      <Link href="/today" className="flex items-center gap-2 px-1.5 pb-1 max-lg:justify-center max-lg:px-0">
        <Logo />
        <span className="text-base font-semibold max-lg:sr-only">Switchboard</span>
      </Link>
      <ClinicSwitch />
      <SearchButton onSearch={onSearch} />
      <nav aria-label="Pages" className="flex flex-col gap-0.5 pt-1">
        {PAGES.map((item) => (
          <NavLink
            key={item.href}
            item={item}
            badge={item.href === '/conversations' ? <NeedsStaffBadge count={needsStaff} /> : undefined}
          />
        ))}
      </nav>
      <nav aria-label="Operations" className="flex flex-col gap-0.5">
        <h2 className="px-2.5 pt-1 pb-1.5 text-2xs text-muted max-lg:sr-only">Operations</h2>
        {OPERATIONS.map((item) => (
          <NavLink key={item.href} item={item} />
        ))}
      </nav>
      <div className="mt-auto flex flex-col gap-2">
        <StatusCard />
        <UserMenu />
      </div>
    </aside>
  )
}

function SearchButton({ onSearch }: { onSearch: () => void }) {
  // Which key it is depends on the computer, which only the browser knows.
  const [label, setLabel] = useState('')
  useEffect(() => setLabel(shortcutLabel('mod+k')), [])
  return (
    <Button
      variant="outline"
      aria-label="Search or jump"
      className="w-full justify-start px-2.5 font-normal text-muted max-lg:justify-center max-lg:px-0"
      onPress={onSearch}
    >
      <Search aria-hidden="true" className="size-3.5" />
      <span className="max-lg:sr-only">Search or jump</span>
      {label !== '' && <Kbd className="ms-auto max-lg:hidden">{label}</Kbd>}
    </Button>
  )
}
