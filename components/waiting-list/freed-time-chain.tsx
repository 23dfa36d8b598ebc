import type { OpeningDetail } from '#lib/domain/waiting-list/schema.ts'
import { ChainStep } from './chain-step.tsx'

interface FreedTimeChainProps {
  opening: OpeningDetail
  zone: string
}

/** The freed times that came of each other, the one that is looked at marked. */
export function FreedTimeChain({ opening, zone }: FreedTimeChainProps) {
  return (
    <ol
      aria-label="The chain of freed times, oldest first"
      className="flex w-full max-w-240 flex-col p-4 sm:p-5"
    >
      {opening.chain.map((step, index) => (
        <ChainStep
          key={step.id}
          opening={step}
          next={opening.chain[index + 1]}
          zone={zone}
          isShown={step.id === opening.id && opening.chain.length > 1}
        />
      ))}
    </ol>
  )
}
