import { Waypoints } from 'lucide-react'
import Link from 'next/link'
import type { LedgerSubject } from '#lib/api/decisions.ts'

/** The address of a ledger. */
export const decisionHref = ({ from, id }: LedgerSubject) =>
  `/decisions/${from === 'text' ? 'texts' : 'visits'}/${id}`

interface DecisionLinkProps {
  subject: LedgerSubject
  /** What it leads to, where several stand on one page. */
  label?: string
  children?: string
  className?: string
}

/** One click to how something came about: the text, the reader, the agents, what was done and what went out. */
export function DecisionLink({
  subject,
  label,
  children = 'How this came about',
  className,
}: DecisionLinkProps) {
  return (
    <Link
      href={decisionHref(subject)}
      aria-label={label}
      className={`inline-flex min-h-6 w-fit items-center gap-1.5 text-accent-ink hover:underline pointer-coarse:min-h-11 ${className ?? ''}`}
    >
      <Waypoints aria-hidden="true" className="size-3 shrink-0" /> {children}
    </Link>
  )
}
