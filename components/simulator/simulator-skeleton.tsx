import { CardSkeleton, Loading } from '../ui/skeletons.tsx'
import { PHONE_HEIGHT, PHONE_WIDTH } from './phone-size.ts'

const PHONES = ['a', 'b', 'c']

/** The shape of three phones while they are on their way. */
export function SimulatorSkeleton() {
  return (
    <Loading>
      <div className="flex gap-6 overflow-hidden px-4 pt-16 sm:px-8">
        {PHONES.map((phone) => (
          <div key={phone} className={PHONE_WIDTH}>
            <CardSkeleton className={`rounded-[2rem] ${PHONE_HEIGHT}`} />
          </div>
        ))}
      </div>
    </Loading>
  )
}
