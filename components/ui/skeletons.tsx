import { Skeleton } from '@heroui/react'

const rows = (count: number) => Array.from({ length: count }, (_, index) => index)

/** One line of text that is on its way. */
export function LineSkeleton({ className = 'w-40' }: { className?: string }) {
  return <Skeleton className={`h-3 rounded-sm ${className}`} />
}

/** A list of rows with an avatar and two lines, as in the conversation list. */
export function ListSkeleton({ count = 8 }: { count?: number }) {
  return (
    <Loading>
      {rows(count).map((row) => (
        <div key={row} className="flex gap-3 border-b border-border p-4">
          <Skeleton className="size-7 shrink-0 rounded-full" />
          <div className="flex flex-1 flex-col gap-2 pt-1">
            <LineSkeleton className="w-32" />
            <LineSkeleton className="w-52" />
          </div>
        </div>
      ))}
    </Loading>
  )
}

/** Rows of a table whose header already stands. */
export function TableSkeleton({ rows: count = 8, columns = 4 }: { rows?: number; columns?: number }) {
  return (
    <Loading>
      {rows(count).map((row) => (
        <div key={row} className="flex h-10 items-center gap-6 border-b border-border px-3.5">
          {rows(columns).map((column) => (
            <LineSkeleton key={column} className={column === 0 ? 'w-36' : 'w-24'} />
          ))}
        </div>
      ))}
    </Loading>
  )
}

/** A card of unknown content with its height kept. */
export function CardSkeleton({ className = 'h-24' }: { className?: string }) {
  return <Skeleton className={`w-full rounded-xl ${className}`} />
}

/** Says once to screen readers that content is on its way; the shapes are hidden from them. */
export function Loading({ children }: { children: React.ReactNode }) {
  return (
    <div aria-busy="true">
      <span className="sr-only" role="status">
        Loading
      </span>
      <div aria-hidden="true">{children}</div>
    </div>
  )
}
