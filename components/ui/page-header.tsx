import type { ReactNode } from 'react'
import { ReadyMark } from '#components/shell/ready-mark.tsx'

interface PageHeaderProps {
  title: string
  /** Beside the title: a count, the clinic and its zone, a state. */
  aside?: ReactNode
  /** Between title and actions: tabs or a date stepper. */
  children?: ReactNode
  /** At the end; the main one last. */
  actions?: ReactNode
}

/** The 52 px head of every page. Holds its `h1` and tells browser tests that the page is ready. */
export function PageHeader({ title, aside, children, actions }: PageHeaderProps) {
  return (
    <header className="flex min-h-header shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-border px-4 py-2 sm:px-5">
      <h1 className="text-base font-semibold whitespace-nowrap">{title}</h1>
      {aside !== undefined && (
        <div className="flex items-center gap-2 text-muted max-sm:order-last max-sm:w-full">{aside}</div>
      )}
      {children}
      {actions !== undefined && <div className="ms-auto flex flex-wrap items-center gap-2">{actions}</div>}
      <ReadyMark />
    </header>
  )
}
