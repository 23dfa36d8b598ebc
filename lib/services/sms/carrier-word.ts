import type { Ctx } from '#lib/core/context.ts'
import { readCarrierWord } from '#lib/domain/messaging/carrier-words.ts'
import type { ReplyReading } from '#lib/domain/messaging/reply/types.ts'
import type { InboundRow } from './inbound.ts'

type CarrierFacts = Pick<InboundRow, 'provider' | 'opt_out_type'>

/**
 * Whether STOP, START and HELP are ours to answer, because exactly one party does. Twilio always answers; AWS does unless
 * the number manages its opt-outs itself; nobody else answers for the mock gateway.
 */
export function answersCarrierWords({ config }: Ctx, { provider, opt_out_type }: CarrierFacts): boolean {
  if (opt_out_type !== null || provider === 'twilio') return false
  return provider === 'aws' ? config.isAwsOptOutSelfManaged : config.isMockGateway
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
