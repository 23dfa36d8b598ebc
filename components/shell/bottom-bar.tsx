'use client'

import { Button, Drawer } from '@heroui/react'
import { Menu, Search } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useState } from 'react'
import { ClinicSwitch } from './clinic-switch.tsx'
import { isCurrent, type NavItem, OPERATIONS, PAGES } from './nav.ts'
import { NeedsStaffBadge } from './nav-link.tsx'
import { StatusCard } from './status-card.tsx'
import { UserMenu } from './user-menu.tsx'

const IN_BAR = 4

interface BottomBarProps {
  needsStaff: number
  onSearch: () => void
}

/** Navigation on phones: four pages, and the rest behind "More". */
export function BottomBar({ needsStaff, onSearch }: BottomBarProps) {
  const pathname = usePathname()
  const [isOpen, setOpen] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the sheet
  useEffect(() => setOpen(false), [pathname])
  return (
    <nav
      aria-label="Pages"
      className="flex h-bottom-bar shrink-0 border-t border-border bg-surface pb-[env(safe-area-inset-bottom)] sm:hidden"
    >
      {PAGES.slice(0, IN_BAR).map((item) => (
        <BarLink key={item.href} item={item} isActive={isCurrent(pathname, item.href)}>
          {item.href === '/conversations' && <NeedsStaffBadge count={needsStaff} />}
        </BarLink>
      ))}
      <Button
        variant="ghost"
        className="h-full flex-1 flex-col gap-1 rounded-none px-0 text-2xs"
        onPress={() => setOpen(true)}
      >
        <Menu aria-hidden="true" className="size-5" strokeWidth={1.75} />
        More
      </Button>
      <Drawer.Backdrop isOpen={isOpen} onOpenChange={setOpen}>
        <Drawer.Content placement="bottom">
          <Drawer.Dialog aria-label="More pages" className="gap-3">
            <ClinicSwitch />
            <Button variant="outline" fullWidth onPress={onSearch}>
              <Search aria-hidden="true" /> Search or jump
            </Button>
            <div className="grid grid-cols-3 gap-1">
              {[...PAGES.slice(IN_BAR), ...OPERATIONS].map((item) => (
                <SheetLink key={item.href} item={item} isActive={isCurrent(pathname, item.href)} />
              ))}
            </div>
            <StatusCard />
            <UserMenu />
          </Drawer.Dialog>
        </Drawer.Content>
      </Drawer.Backdrop>
    </nav>
  )
}

function BarLink({
  item,
  isActive,
  children,
}: {
  item: NavItem
  isActive: boolean
  children?: React.ReactNode
}) {
  const Icon = item.icon
  return (
    <Link
      href={item.href}
      aria-current={isActive ? 'page' : undefined}
      className={`relative flex flex-1 flex-col items-center justify-center gap-1 text-2xs ${isActive ? 'font-semibold text-accent-ink' : 'text-ink-secondary'}`}
    >
      <span className="relative">
        <Icon aria-hidden="true" className="size-5" strokeWidth={1.75} />
        <span className="absolute -top-2 left-3">{children}</span>
      </span>
      {item.label}
    </Link>
  )
}

function SheetLink({ item, isActive }: { item: NavItem; isActive: boolean }) {
  const Icon = item.icon
  return (
    <Link
      href={item.href}
      aria-current={isActive ? 'page' : undefined}
      className={`flex h-16 flex-col items-center justify-center gap-1 rounded-lg text-xs ${isActive ? 'bg-default font-semibold' : 'text-ink-secondary'}`}
    >
      <Icon aria-hidden="true" className="size-5" strokeWidth={1.75} />
      {item.label}
    </Link>
  )
}
