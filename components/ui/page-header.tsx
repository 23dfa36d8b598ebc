import { ChevronLeft } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { ReadyMark } from '#components/shell/ready-mark.tsx'

interface PageHeaderProps {
  title: string
  /** The list that this page is one of. */
  back?: { href: string; label: string }
  /** The parts of the page, as `TabLinks`. */
  tabs?: ReactNode
  /** Beside the title: a count, the clinic and its zone, a state. */
  aside?: ReactNode
  /** Between title and actions, like a date stepper. */
  children?: ReactNode
  /** At the end; the main one last. */
  actions?: ReactNode
}

/** The 52 px head of every page. Holds its `h1` and tells browser tests that the page is ready. */
export function PageHeader({ title, back, tabs, aside, children, actions }: PageHeaderProps) {
  return (
    <header className="flex min-h-header shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-border px-4 py-2 sm:px-5">
      <div className="flex min-w-0 items-center gap-1">
        {back !== undefined && (
          <Link
            href={back.href}
            aria-label={`Back to ${back.label}`}
            title={`Back to ${back.label}`}
            className="-ms-1.5 inline-flex size-7 shrink-0 items-center justify-center rounded-lg text-muted hover:bg-default pointer-coarse:size-11"
          >
            <ChevronLeft aria-hidden="true" className="size-4" />
          </Link>
        )}
        <h1 className="truncate text-base font-semibold">{title}</h1>
      </div>
      {tabs}
      {aside !== undefined && (
        <div className="flex items-center gap-2 text-muted max-sm:order-last max-sm:w-full">{aside}</div>
      )}
      {children}
      {actions !== undefined && <div className="ms-auto flex flex-wrap items-center gap-2">{actions}</div>}
      <ReadyMark />
    </header>
  )
}
