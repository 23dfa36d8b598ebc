/** Who posts to our webhook. Each has its own way to prove itself, and a failed proof is never tried another way. */
export const WEBHOOK_CHANNELS = ['twilio', 'sns', 'eventbridge'] as const
export type WebhookChannel = (typeof WEBHOOK_CHANNELS)[number]

interface FaultRule {
  /** 403 is final for every carrier; SNS and EventBridge try again after a 503, Twilio as its connection overrides say. */
  status: 403 | 503
  /** For the carrier's own log and for staff: what is wrong and what would be right. */
  words: string
}

/** Why a post is turned down before anything of it is believed. Closed list: rows are counted by these names. */
export const PROOF_FAULTS = {
  no_public_address: {
    status: 403,
    words:
      'PUBLIC_BASE_URL is not a public https address, so nothing that is posted here can be trusted. Set it to the address that the carrier calls.',
  },
  not_configured: {
    status: 403,
    words: 'This sender is not configured here, so nothing of it can be trusted.',
  },
  no_sender: {
    status: 403,
    words:
      'Nothing here says who posts it. Twilio and Amazon SNS sign what they post, EventBridge sends x-api-key.',
  },
  bad_signature: {
    status: 403,
    words:
      'The signature is missing or wrong. It must be made with the current token, over PUBLIC_BASE_URL and the path that was called.',
  },
  bad_sns_signature: {
    status: 403,
    words:
      'The signature of Amazon SNS is missing or wrong. Raw message delivery must be off, because raw messages are not signed.',
  },
  unlisted_topic: {
    status: 403,
    words:
      'The topic is not listed in AWS_SNS_TOPIC_ARNS. List it there if it is yours, and subscribe again.',
  },
  too_old: {
    status: 403,
    words: 'The message was signed too long ago, or the clock of this machine is wrong.',
  },
  bad_key: {
    status: 403,
    words:
      'The x-api-key header is missing or wrong. It must be one of EVENTBRIDGE_API_KEYS; set the same in the connection of the API destination.',
  },
  other_account: { status: 403, words: 'The text belongs to another account of the carrier.' },
  no_certificate: {
    status: 503,
    words:
      'The certificate of Amazon SNS could not be fetched. This machine must reach sns.<region>.amazonaws.com.',
  },
  no_confirmation: {
    status: 503,
    words: 'The subscription could not be confirmed: the address that SNS gave for it did not answer well.',
  },
} as const satisfies Record<string, FaultRule>
export type ProofFault = keyof typeof PROOF_FAULTS

/** What else goes wrong with a post that has proven itself. */
const OTHER_FAULTS = {
  unreadable: 'It could not be read: a field is missing or has another shape than the carrier documents.',
  too_large: 'It was larger than any carrier sends.',
  too_many: 'One number sent more texts within a second than are taken.',
  not_stored: 'It could not be stored at the time. The carrier was told to deliver it again.',
} as const

export type WebhookFault = ProofFault | keyof typeof OTHER_FAULTS

/** A reason as staff read it; also of a name that an older version stored. */
export function faultWords(fault: string): string {
  if (Object.hasOwn(PROOF_FAULTS, fault)) return PROOF_FAULTS[fault as ProofFault].words
  return Object.hasOwn(OTHER_FAULTS, fault)
    ? OTHER_FAULTS[fault as keyof typeof OTHER_FAULTS]
    : 'It was turned down for a reason that is no longer known.'
}

const CHANNEL_WORDS: Record<WebhookChannel, string> = {
  twilio: 'Twilio',
  sns: 'Amazon SNS',
  eventbridge: 'Amazon EventBridge',
}

/** A sender as staff call it. */
export const channelWords = (channel: string): string =>
  Object.hasOwn(CHANNEL_WORDS, channel) ? CHANNEL_WORDS[channel as WebhookChannel] : channel

/** Where carriers post, under PUBLIC_BASE_URL. */
export const WEBHOOK_PATH = '/api/sms/webhook'

/** Whether an address can be reached by a carrier as carriers demand it: https. */
export const isPublicAddress = (base: string | null): base is string =>
  URL.parse(base ?? '')?.protocol === 'https:'

/** A topic of Amazon SNS: partition and region are its first two groups. */
export const TOPIC_ARN =
  /^arn:(aws|aws-cn|aws-us-gov):sns:([a-z]{2}(?:-[a-z]+)+-\d):\d{12}:[A-Za-z0-9_-]{1,256}(?:\.fifo)?$/
