import type {
  AcceptedSend,
  DeliveryProgress,
  SendOutcome,
  SmsGateway,
} from '#lib/domain/messaging/sms-gateway.ts'
import { outcomeOfError } from '#lib/domain/messaging/sms-gateway.ts'

/** What a sentinel number does. Codes are Twilio's, so that the same table explains them. */
export interface SentinelBehaviour {
  /** For the simulator and the documentation. */
  words: string
  /** Refused with this code, on every try or only on the first. */
  refuse?: { code: string; onlyFirst?: boolean }
  /** No answer comes back on the first try; the text went out or did not. */
  silent?: { wasAccepted: boolean }
  /** What becomes of an accepted text, instead of delivery at once. */
  delivery?: DeliveryProgress
}

/** How long the late number takes, on the clock that the simulator moves. */
export const LATE_DELIVERY_SECONDS = 300
const UNDELIVERED_SECONDS = 5

/**
 * Numbers that misbehave on purpose. +15005550001 to +15005550009 are Twilio's own magic numbers with Twilio's meaning
 * (twilio.com/docs/iam/test-credentials); from +15005550011 on they are ours. Nobody owns any of them.
 */
export const SENTINEL_NUMBERS: Readonly<Record<string, SentinelBehaviour>> = {
  '+15005550001': { words: 'is not a valid number', refuse: { code: '21211' } },
  '+15005550002': { words: 'cannot be reached from our number', refuse: { code: '21612' } },
  '+15005550003': { words: 'is in a country that is switched off', refuse: { code: '21408' } },
  '+15005550004': { words: 'has opted out', refuse: { code: '21610' } },
  '+15005550009': { words: 'is not a mobile number', refuse: { code: '21614' } },
  '+15005550011': {
    words: 'gets its texts five minutes late',
    delivery: { state: 'delivered', after_seconds: LATE_DELIVERY_SECONDS },
  },
  '+15005550012': {
    words: 'is a landline: accepted, then undelivered',
    delivery: { state: 'undelivered', after_seconds: UNDELIVERED_SECONDS, error_code: '30006' },
  },
  '+15005550013': { words: 'is rate-limited on the first try', refuse: { code: '20429', onlyFirst: true } },
  '+15005550014': { words: 'is rate-limited on every try', refuse: { code: '20429' } },
  '+15005550015': { words: 'is accepted, but the answer is lost', silent: { wasAccepted: true } },
  '+15005550016': { words: 'is lost on the first try, answer and all', silent: { wasAccepted: false } },
  '+15005550017': {
    words: 'is switched off: accepted, then undelivered',
    delivery: { state: 'undelivered', after_seconds: UNDELIVERED_SECONDS, error_code: '30003' },
  },
}

/** The mock's own number: Twilio's magic From that always works. */
export const MOCK_SENDER = '+15005550006'

const AT_ONCE: DeliveryProgress = { state: 'delivered', after_seconds: 0 }

/** The same message and try always have the same id, so that a repeated job finds what it did. */
const mockMessageId = (messageId: string, attempt: number) =>
  attempt <= 1 ? `mock-${messageId}` : `mock-${messageId}-${attempt}`

function accept(messageId: string, attempt: number, behaviour: SentinelBehaviour | undefined): AcceptedSend {
  return {
    kind: 'accepted',
    provider_message_id: mockMessageId(messageId, attempt),
    provider_status: 'sent',
    price_micros: null,
    delivery: behaviour?.delivery ?? AT_ONCE,
  }
}

/**
 * A gateway that sends nothing and keeps nothing: the outbound row is the record of what would have gone out. Answers depend
 * on the number and the try alone, so they are the same on every machine and after every restart.
 */
export function createMockGateway(): SmsGateway {
  return {
    provider: 'mock',
    sender: MOCK_SENDER,
    async send({ message_id, attempt, to }): Promise<SendOutcome> {
      const behaviour = SENTINEL_NUMBERS[to]
      if (behaviour?.silent !== undefined && attempt === 1) return outcomeOfError('mock', 'ETIMEDOUT')
      const refusal = behaviour?.refuse
      if (refusal !== undefined && !(refusal.onlyFirst && attempt > 1)) {
        return outcomeOfError('mock', refusal.code)
      }
      return accept(message_id, attempt, behaviour)
    },
    async findSent({ message_id, attempt, to }) {
      const behaviour = SENTINEL_NUMBERS[to]
      const isLost = behaviour?.silent?.wasAccepted === false && attempt === 1
      return isLost ? null : accept(message_id, attempt, behaviour)
    },
    async fetchStatus({ to }) {
      const { state, after_seconds, error_code } = SENTINEL_NUMBERS[to]?.delivery ?? AT_ONCE
      const status = after_seconds > 0 ? 'sent' : state
      return { kind: 'status', status, code: status === 'sent' ? null : (error_code ?? null) }
    },
  }
}
