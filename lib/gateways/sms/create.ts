import type { SmsProvider } from '#lib/domain/messaging/carrier-policy.ts'
import type { SmsConfig, SmsGateway } from '#lib/domain/messaging/sms-gateway.ts'
import { backupSmsProviders, selectSmsProvider } from '#lib/domain/messaging/sms-gateway.ts'
import { createAwsGateway } from './aws.ts'
import { createMockGateway } from './mock.ts'
import { createTwilioGateway } from './twilio.ts'

const CREATE: Record<SmsProvider, (config: SmsConfig) => SmsGateway> = {
  twilio: (config) => createTwilioGateway(config.twilio),
  aws: (config) => createAwsGateway(config.aws),
  mock: () => createMockGateway(),
}

/**
 * The gateway that the configuration asks for. Nothing is called yet: wrong credentials show on the first send.
 *
 * @throws SwitchboardError invalid_input when a carrier is only half configured
 */
export const createSmsGateway = (config: SmsConfig): SmsGateway => CREATE[selectSmsProvider(config)](config)

/** The other gateways that are configured completely; none beside the mock. */
export const createBackupGateways = (config: SmsConfig): SmsGateway[] =>
  backupSmsProviders(config).map((provider) => CREATE[provider](config))
