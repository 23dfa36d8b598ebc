import type { App } from '#lib/compose.ts'
import type { WebhookChannel } from '#lib/domain/messaging/webhook.ts'
import { noteTest } from '#lib/services/webhook/test.ts'

/** Answers of tests: they say nothing of how the carrier itself is doing. */
export const testAnswers = new WeakSet<Response>()

const MAX_NONCE_LENGTH = 64

/** A test of our own, rightly signed: noted by its number, and nothing else comes of it. */
export async function takeTest(app: App, channel: WebhookChannel, nonce: string): Promise<Response> {
  await noteTest(app.systemCtx(), channel, nonce.slice(0, MAX_NONCE_LENGTH))
  const response = new Response(null, { status: 200 })
  testAnswers.add(response)
  return response
}
