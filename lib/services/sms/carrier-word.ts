import type { Ctx } from '#lib/core/context.ts'
import { isAnsweredByCarrier, readCarrierWord } from '#lib/domain/messaging/carrier-words.ts'
import type { ReplyReading } from '#lib/domain/messaging/reply/types.ts'
import type { InboundRow } from './inbound.ts'

type CarrierFacts = Pick<InboundRow, 'provider' | 'opt_out_type'>

/**
 * Whether a wish for no more texts, for texts again or for help is ours to answer, because exactly one party does. Twilio answers its own
 * words, AWS too unless the number manages its opt-outs itself; other words, and all on the mock gateway, nobody else answers.
 */
export function isOursToAnswer(
  { config }: Ctx,
  { provider, opt_out_type }: CarrierFacts,
  text: string,
): boolean {
  if (opt_out_type !== null) return false
  if (provider === 'twilio') return !isAnsweredByCarrier(provider, text)
  if (provider === 'aws') return config.isAwsOptOutSelfManaged || !isAnsweredByCarrier(provider, text)
  return config.isMockGateway
}

/**
 * What the carrier itself took the text for: with Advanced Opt-Out it knows words of the clinic's own, in any language, has
 * acted on them and has answered. The word stays what the patient wrote where it is one that we know too: CANCEL may mean the
 * visit. Null: the text is ours to read.
 */
export function carrierReading({ opt_out_type: type }: CarrierFacts, text: string): ReplyReading | null {
  const evidence = `The carrier knew this word as ${type} and answered it.`
  if (type === 'STOP') {
    const known = readCarrierWord(text, { is_opted_out: false })
    const word = known?.kind === 'opt_out' ? known.word : type
    return { kind: 'opt_out', word, is_carrier_word: true, evidence }
  }
  if (type === 'START') return { kind: 'opt_in', evidence }
  return type === 'HELP' ? { kind: 'help', evidence } : null
}
