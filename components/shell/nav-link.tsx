'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { isCurrent, type NavItem } from './nav.ts'

/** A page in the rail: icon and word, the icon alone where the rail is narrow (the word stays for screen readers). */
export function NavLink({ item, badge }: { item: NavItem; badge?: ReactNode }) {
  const active = isCurrent(usePathname(), item.href)
  const Icon = item.icon
  return (
    <Link
      href={item.href}
      aria-current={active ? 'page' : undefined}
      title={item.label}
      className={`relative flex h-8 items-center gap-2.5 rounded-lg px-2.5 text-sm max-lg:justify-center max-lg:px-0 pointer-coarse:h-11 ${
        active ? 'bg-default font-semibold text-foreground' : 'text-ink-secondary hover:bg-surface-tertiary'
      }`}
    >
      <Icon
        aria-hidden="true"
        strokeWidth={1.75}
        className={`size-4 shrink-0 ${active ? 'text-accent' : ''}`}
      />
      <span className="max-lg:sr-only">{item.label}</span>
      {badge}
    </Link>
  )
}

/** How many wait for a person. */
export function NeedsStaffBadge({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span className="ms-auto inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-full bg-accent px-1.5 text-2xs font-semibold text-accent-foreground max-lg:absolute max-lg:-top-0.5 max-lg:right-0">
      {count > 99 ? '99+' : count}
      <span className="sr-only"> need you</span>
    </span>
  )
}
