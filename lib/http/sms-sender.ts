import type { App } from '#lib/compose.ts'
import { parsePhoneNumber } from '#lib/domain/messaging/phone-number.ts'
import { isPublicAddress } from '#lib/domain/messaging/webhook.ts'
import { ProofError } from './webhook-fault.ts'

/** Longer than any sender a carrier names; the rest of a longer one would be noise. */
const MAX_SENDER_LENGTH = 64

/** The sender in E.164; one that is no phone number (a short code, a name) is kept as the carrier wrote it. */
export function senderOf(from: string): string {
  try {
    return parsePhoneNumber(from).e164
  } catch {
    return from.slice(0, MAX_SENDER_LENGTH)
  }
}

/** The address outside the proxy. Without a public https one nothing that is posted here is believed. */
export function requirePublicAddress(app: App): string {
  const base = app.config.publicBaseUrl
  if (!isPublicAddress(base)) throw new ProofError('no_public_address')
  return base.replace(/\/+$/, '')
}

/** Counts a text under a name that does not show the number: limits may be kept outside. */
export const limitSender = (app: App, from: string) => app.limits.webhook.take(app.sealer.phoneIndex(from))
