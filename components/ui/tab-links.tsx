'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'

interface TabLink {
  href: string
  label: string
}

/** The parts of a page as links in its head, so that each has an address. The shortest href is the page itself. */
export function TabLinks({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  const pathname = usePathname()
  return (
    <nav
      aria-label={label}
      className="-mb-2 flex max-w-full items-stretch gap-4 self-stretch overflow-x-auto max-sm:order-last max-sm:w-full"
    >
      {tabs.map(({ href, label: words }) => {
        const isCurrent = pathname === href
        return (
          <Link
            key={href}
            href={href}
            aria-current={isCurrent ? 'page' : undefined}
            className={`-mb-px flex min-h-8 items-center border-b-2 pb-1 whitespace-nowrap outline-offset-[-2px] pointer-coarse:min-h-11 ${
              isCurrent
                ? 'border-accent font-semibold text-foreground'
                : 'border-transparent text-ink-secondary hover:text-foreground'
            }`}
          >
            {words}
          </Link>
        )
      })}
    </nav>
  )
}
