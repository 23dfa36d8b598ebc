import { vi } from 'vitest'
import type { SmsGateway } from '#lib/domain/messaging/sms-gateway.ts'
import { createAwsGateway } from '#lib/gateways/sms/aws.ts'
import { createTwilioGateway } from '#lib/gateways/sms/twilio.ts'
import { type FakeAwsSms, startFakeAwsSms } from './fakes/aws-sms.ts'
import { type FakeTwilio, startFakeTwilio } from './fakes/twilio.ts'

/** Short enough to wait for silence, long enough for an answer on a busy machine. */
const TIMEOUT_MS = 3_000

export interface Carriers {
  twilio: FakeTwilio
  aws: FakeAwsSms
  /** Twilio's and AWS's own SDKs, pointed at the stand-ins. */
  gateways: { twilio: SmsGateway; aws: SmsGateway }
  close(): Promise<void>
}

/** Both carriers' stand-ins and the real SDKs in front of them. `now` is the clock of Twilio's dates, epoch ms. */
export async function startCarriers(now: () => number): Promise<Carriers> {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'a secret of the tests')
  const [twilio, aws] = [await startFakeTwilio({ now }), await startFakeAwsSms()]
  const options = { timeoutMs: TIMEOUT_MS }
  return {
    twilio,
    aws,
    gateways: {
      twilio: createTwilioGateway(
        {
          accountSid: twilio.accountSid,
          authToken: twilio.authToken,
          fromNumber: twilio.numbers[0],
          apiBaseUrl: twilio.url,
        },
        options,
      ),
      aws: createAwsGateway(
        { region: 'us-east-1', originationNumber: '+12125550101', endpoint: aws.url },
        options,
      ),
    },
    async close() {
      vi.unstubAllEnvs()
      await Promise.all([twilio.close(), aws.close()])
    },
  }
}
