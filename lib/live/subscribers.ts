import type { LiveEvent } from '#lib/domain/events.ts'
import { errorFields, logger } from '#lib/logger.ts'

export interface Subscriber {
  onEvent(event: LiveEvent): void
  /** Events may have been missed while the connection was down: look at everything again. */
  onGap?(): void
}

/** Whoever listens in this process. One that throws does not keep the others from hearing. */
export class Subscribers {
  readonly #all = new Set<Subscriber>()

  /** Returns what ends the subscription. */
  add(subscriber: Subscriber): () => void {
    this.#all.add(subscriber)
    return () => {
      this.#all.delete(subscriber)
    }
  }

  tell(event: LiveEvent): void {
    this.#each((subscriber) => subscriber.onEvent(event))
  }

  tellGap(): void {
    this.#each((subscriber) => subscriber.onGap?.())
  }

  #each(tell: (subscriber: Subscriber) => void): void {
    for (const subscriber of this.#all) {
      try {
        tell(subscriber)
      } catch (error) {
        logger.error(errorFields(error), 'a subscriber of live events failed')
      }
    }
  }
}
