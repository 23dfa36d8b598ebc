import { CardSkeleton, Loading } from '../ui/skeletons.tsx'

/** The shape of a patient's page while it is on its way. */
export function PatientSkeleton() {
  return (
    <Loading>
      <div className="grid w-full max-w-340 gap-4 p-4 sm:p-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex flex-col gap-4">
          <CardSkeleton className="h-28" />
          <CardSkeleton className="h-40" />
          <CardSkeleton className="h-60" />
        </div>
        <div className="flex flex-col gap-4 max-lg:order-first">
          <CardSkeleton className="h-36" />
          <CardSkeleton className="h-24" />
        </div>
      </div>
    </Loading>
  )
}
