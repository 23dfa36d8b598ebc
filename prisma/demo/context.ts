import { SYSTEM } from '#lib/core/actors.ts'
import type { Ctx } from '#lib/core/context.ts'
import type { Db } from '#lib/db/client.ts'
import type { Sealer } from '#lib/db/seal.ts'
import { createCarrierWeb } from '#lib/gateways/carrier-web/create.ts'
import { createOutsideEndpoint } from '#lib/gateways/outside-endpoint/create.ts'
import { createMockGateway } from '#lib/gateways/sms/mock.ts'
import { NOTIFY_PUBLISHER } from '#lib/live/notify.ts'
import { newId } from '#lib/new-id.ts'

export interface DemoContext extends Ctx {
  /** The next verbs happen this long ago. */
  goTo(agoMs: number): void
}

/**
 * A context whose domain clock can be set back, so that the demo's history is made by the product's own verbs at the
 * times at which it says it happened. Texts go to the mock gateway, whatever the installation uses.
 */
export function demoContext(db: Db, sealer: Sealer, startedAt: number): DemoContext {
  let now = startedAt
  return {
    db,
    tx: null,
    outgoing: null,
    sealer,
    actor: SYSTEM,
    ports: {
      sms: createMockGateway(),
      smsBackups: [],
      replyModel: null,
      requestModel: null,
      outside: createOutsideEndpoint({ allowedHosts: [] }),
      carrierWeb: createCarrierWeb(),
    },
    queue: {
      isTransactional: true,
      wake: async () => {},
      wakeAgain: async () => {},
      cancel: async () => {},
    },
    live: NOTIFY_PUBLISHER,
    config: {
      offerTtlHours: 24,
      maxOfferRounds: 3,
      maxHeldShare: 0.3,
      publicBaseUrl: null,
      smsPriceMicros: { outbound: 7_500, inbound: 7_500 },
      smsPrices: {
        twilio: { outbound: 7_500, inbound: 7_500 },
        aws: { outbound: 6_450, inbound: 7_500 },
        mock: { outbound: 7_500, inbound: 7_500 },
      },
      segmentsPerSecond: { twilio: 0, aws: 0, mock: 0 },
      isMockGateway: true,
      isAwsOptOutSelfManaged: false,
      isAgentMessagingEnabled: true,
      agentReplyTimeoutSeconds: 120,
      messageRetentionDays: 30,
      conversationRetentionDays: 365,
      defaultQuietHours: null,
      defaultTextCaps: { per_day: null, per_week: null },
      version: 'demo',
    },
    now: () => now,
    systemNow: () => Date.now(),
    newId,
    requestId: 'demo',
    goTo(agoMs) {
      now = startedAt - agoMs
    },
  }
}
