import { CardSkeleton, Loading } from '../ui/skeletons.tsx'

/** The shape of Today while it is on its way. */
export function TodaySkeleton() {
  return (
    <Loading>
      <div className="grid w-full max-w-400 gap-4 p-4 sm:p-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <CardSkeleton className="h-19 max-xl:order-last xl:col-span-2" />
        <div className="flex flex-col gap-4">
          <CardSkeleton className="h-48" />
          <CardSkeleton className="h-80" />
        </div>
        <CardSkeleton className="h-64" />
      </div>
    </Loading>
  )
}
