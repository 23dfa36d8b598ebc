import { Skeleton } from '@heroui/react'
import { Loading } from '../ui/skeletons.tsx'

const COLUMNS = ['a', 'b', 'c', 'd']
const BLOCKS = ['h-14', 'h-8', 'h-20', 'h-8', 'h-14']

/** The shape of a day while it is on its way. */
export function ScheduleSkeleton() {
  return (
    <Loading>
      <div className="grid grid-cols-[3.5rem_repeat(4,minmax(11.5rem,1fr))] overflow-hidden">
        <div />
        {COLUMNS.map((column) => (
          <div key={column} className="flex flex-col gap-6 border-s border-border px-3 py-3">
            <Skeleton className="h-4 w-24 rounded-sm" />
            {BLOCKS.map((height, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: fixed shapes without identity
              <Skeleton key={index} className={`${height} w-full rounded-md`} />
            ))}
          </div>
        ))}
      </div>
    </Loading>
  )
}
