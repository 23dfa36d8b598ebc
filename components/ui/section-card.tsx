import { type ReactNode, useId } from 'react'

interface SectionCardProps {
  title: string
  /** Beside the title: how many there are. */
  count?: number
  /** At the end of the head: one link or button. */
  aside?: ReactNode
  /** Edge to edge, for lists that bring their own padding. */
  isFlush?: boolean
  className?: string
  children: ReactNode
}

/** A titled part of a page on a card of its own. */
export function SectionCard({ title, count, aside, isFlush = false, className, children }: SectionCardProps) {
  const id = useId()
  return (
    <section
      aria-labelledby={id}
      className={`flex min-w-0 flex-col rounded-xl border border-border bg-surface ${className ?? ''}`}
    >
      <header className="flex min-h-11 items-center gap-2 border-b border-border px-4 py-1.5">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {count !== undefined && count > 0 && <span className="text-muted">{count}</span>}
        {aside !== undefined && <div className="ms-auto flex items-center gap-2">{aside}</div>}
      </header>
      <div className={`flex flex-1 flex-col ${isFlush ? '' : 'p-4'}`}>{children}</div>
    </section>
  )
}

/** One line where a card has nothing to show: what is true, and what to do when there is something to do. */
export function CardEmpty({ children }: { children: ReactNode }) {
  return <p className="px-4 py-6 text-center text-muted">{children}</p>
}
