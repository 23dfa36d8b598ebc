import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

interface EmptyStateProps {
  icon: LucideIcon
  /** What is true: "No conversations match". */
  title: string
  /** What to do about it. */
  hint?: ReactNode
  /** At most one button. */
  action?: ReactNode
}

/** Nothing to show, and what to do. Fills the place of the content it stands for. */
export function EmptyState({ icon: Icon, title, hint, action }: EmptyStateProps) {
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-2 px-6 py-14 text-center">
      <Icon aria-hidden="true" className="size-6 text-ink-faint" strokeWidth={1.5} />
      <p className="font-medium">{title}</p>
      {hint !== undefined && <p className="max-w-80 text-muted">{hint}</p>}
      {action !== undefined && <div className="pt-2">{action}</div>}
    </div>
  )
}
