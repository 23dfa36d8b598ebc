import type { SmsConfig, SmsGateway } from '#lib/domain/messaging/sms-gateway.ts'
import { selectSmsProvider } from '#lib/domain/messaging/sms-gateway.ts'
import { createAwsGateway } from './aws.ts'
import { createMockGateway } from './mock.ts'
import { createTwilioGateway } from './twilio.ts'

/**
 * The gateway that the configuration asks for. Nothing is called yet: wrong credentials show on the first send.
 *
 * @throws SwitchboardError invalid_input when a carrier is only half configured
 */
export function createSmsGateway(config: SmsConfig): SmsGateway {
  switch (selectSmsProvider(config)) {
    case 'twilio':
      return createTwilioGateway(config.twilio)
    case 'aws':
      return createAwsGateway(config.aws)
    case 'mock':
      return createMockGateway()
  }
}
