/** Every phone, and what stands in the place of one, has the same size. */
export const PHONE_WIDTH = 'w-[min(18.75rem,84vw)] shrink-0 snap-center'
export const PHONE_HEIGHT = 'h-[clamp(26rem,calc(100dvh-12.5rem),46rem)]'
