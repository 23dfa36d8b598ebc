import { invalidInput } from '../errors.ts'
import { defineLifecycle } from '../lifecycle.ts'
import type { OFFER_STATES } from './schema.ts'
import { MAX_OPTIONS } from './schema.ts'

export type OfferState = (typeof OFFER_STATES)[number]

export const offerLifecycle = defineLifecycle<OfferState>({
  name: 'offer',
  steps: {
    open: ['answered', 'declined', 'expired', 'superseded', 'cancelled'],
    answered: [],
    // No, then yes, within the offer's time.
    declined: ['answered'],
    expired: [],
    superseded: [],
    cancelled: [],
  },
})

const FIRST_REPLY_NUMBER = 1

/**
 * The number that the first option of a new offer gets in the text; `taken` are the reply numbers of every offer that is
 * open on the phone. They are never shared, so that a bare "4" always means one thing.
 */
export function nextReplyNumber(taken: readonly number[]): number {
  return Math.max(FIRST_REPLY_NUMBER - 1, ...taken) + 1
}

export interface ProposedOption {
  slot_number: number
  provider_id: string
  /** Epoch milliseconds, or Date. */
  starts_at: number | Date
  ends_at: number | Date
}

/**
 * Refuses options that could not be offered together: none or more than nine, one slot number twice, an end before its
 * start, or two that overlap for one provider (half-open: back to back is fine). Throws `invalid_input` whose field names
 * the option, like `appointment_slots.1.slot_number`.
 */
export function assertOptions(options: readonly ProposedOption[], fieldRoot = 'appointment_slots'): void {
  if (options.length === 0) throw invalidInput('Offer at least one time.', fieldRoot)
  if (options.length > MAX_OPTIONS) {
    throw invalidInput(`Offer at most ${MAX_OPTIONS} times; these are ${options.length}.`, fieldRoot)
  }
  for (const [index, option] of options.entries()) {
    const earlier = options.slice(0, index)
    if (earlier.some((other) => other.slot_number === option.slot_number)) {
      throw invalidInput(
        `Slot number ${option.slot_number} is there twice. Give each slot its own number.`,
        `${fieldRoot}.${index}.slot_number`,
      )
    }
    if (!(Number(option.starts_at) < Number(option.ends_at))) {
      throw invalidInput(
        `Slot ${option.slot_number} must end after it starts.`,
        `${fieldRoot}.${index}.starts_at`,
      )
    }
    const clash = earlier.find((other) => overlaps(other, option))
    if (clash !== undefined) {
      throw invalidInput(
        `Slots ${clash.slot_number} and ${option.slot_number} overlap for the same provider. Offer times that do not overlap.`,
        `${fieldRoot}.${index}.starts_at`,
      )
    }
  }
}

const overlaps = (one: ProposedOption, other: ProposedOption) =>
  one.provider_id === other.provider_id &&
  Number(one.starts_at) < Number(other.ends_at) &&
  Number(other.starts_at) < Number(one.ends_at)
