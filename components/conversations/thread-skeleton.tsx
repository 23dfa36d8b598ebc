import { Skeleton } from '@heroui/react'
import { LineSkeleton, Loading } from '../ui/skeletons.tsx'

/** The thread's layout while it is on its way, so that nothing jumps. */
export function ThreadSkeleton() {
  return (
    <div className="flex min-w-0 flex-1 flex-col">
      <Loading>
        <div className="flex h-header items-center border-b border-border px-5">
          <LineSkeleton />
        </div>
        <div className="mx-auto flex w-full max-w-152 flex-col gap-5 px-6 py-8">
          <Skeleton className="h-28 w-3/4 self-end rounded-2xl" />
          <Skeleton className="h-9 w-full rounded-lg" />
          <Skeleton className="h-10 w-2/5 rounded-2xl" />
        </div>
      </Loading>
    </div>
  )
}
