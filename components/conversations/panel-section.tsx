import type { ReactNode } from 'react'

/** A titled part of the side panel. */
export function PanelSection({
  title,
  aside,
  children,
}: {
  title: string
  aside?: ReactNode
  children: ReactNode
}) {
  return (
    <section aria-label={title} className="flex flex-col gap-2">
      <h3 className="flex items-center gap-2 font-medium">
        {title}
        {aside !== undefined && <span className="ms-auto text-xs font-normal text-muted">{aside}</span>}
      </h3>
      {children}
    </section>
  )
}
