import type { CarrierErrorTable } from './carrier-policy.ts'
import {
  answerMissing,
  carrierBusy,
  carrierDown,
  retryLater,
  setUpFault,
  stopSending,
} from './carrier-policy.ts'

/**
 * Errors of AWS End User Messaging: a `Reason` beats the exception's name, and TEXT_* are the final delivery events
 * (AWS SMS user guide, "Event types for SMS"; SendTextMessage API reference). The policies are ours. There is no idempotency
 * token on SendTextMessage, so whatever may have been accepted is `unknown`.
 */
export const AWS_ERRORS: CarrierErrorTable = {
  // Reasons of ConflictException
  DESTINATION_PHONE_NUMBER_OPTED_OUT: { policy: 'opt_out', words: 'this person opted out of texts' },
  DESTINATION_PHONE_NUMBER_NOT_VERIFIED: setUpFault('the AWS account may only text verified numbers'),
  DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION: setUpFault(
    'texts to this country are blocked in the AWS account',
  ),
  DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE: stopSending(
    'this number is blocked in the AWS account',
  ),
  NO_ORIGINATION_IDENTITIES_FOUND: setUpFault('the AWS account has no number to send from'),
  MESSAGE_TYPE_MISMATCH: setUpFault('our sending number is set up for another kind of message'),
  NUMBER_CAPABILITIES_MISMATCH: setUpFault('our sending number cannot send texts'),
  RESOURCE_NOT_ACTIVE: setUpFault('our sending number is not active'),
  REGISTRATION_NOT_COMPLETE: setUpFault('the registration of our sending number is not complete'),
  KEYWORD_MISMATCH: setUpFault('the keyword does not belong to our sending number'),
  // Reasons of ValidationException, AccessDeniedException and ServiceQuotaExceededException
  DESTINATION_COUNTRY_BLOCKED: setUpFault('texts to this country are not allowed'),
  COUNTRY_NOT_ENABLED: setUpFault('texts to this country are switched off in the AWS account'),
  INVALID_IDENTITY_FOR_DESTINATION_COUNTRY: setUpFault('our sending number cannot text this country'),
  PRICE_OVER_THRESHOLD: stopSending('the text costs more than the set limit'),
  SENDER_ID_NOT_REGISTERED: setUpFault('our sender name is not registered'),
  ACCOUNT_DISABLED: carrierDown('the AWS account is disabled'),
  INSUFFICIENT_ACCOUNT_REPUTATION: carrierDown('AWS stopped our texts because of our sending record'),
  MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT: carrierDown('the monthly spending limit at AWS was reached'),
  // Exception names, when the reason is missing or not listed
  ConflictException: setUpFault('AWS refused the text because of our set-up'),
  ValidationException: stopSending('AWS refused the text or the number'),
  AccessDeniedException: carrierDown('AWS refused our credentials'),
  ResourceNotFoundException: setUpFault('our sending number or configuration was not found at AWS'),
  ServiceQuotaExceededException: carrierDown('a limit of the AWS account was reached'),
  ThrottlingException: carrierBusy('AWS is limiting our requests', 'busy', 5),
  InternalServerException: answerMissing('AWS had an internal error and may have sent it'),
  // Delivery events
  TEXT_BLOCKED: stopSending('blocked by the recipient or the carrier'),
  TEXT_CARRIER_BLOCKED: stopSending('filtered by the carrier as unwanted'),
  TEXT_SPAM: stopSending('filtered by the carrier as unwanted'),
  TEXT_INVALID: stopSending('the number is not valid', 'invalid'),
  TEXT_INVALID_MESSAGE: stopSending('the text cannot be sent as it is'),
  TEXT_UNREACHABLE: {
    ...retryLater('phone is off or out of reach', 'phoneOff', 3),
    numberMark: 'unreachable',
  },
  TEXT_CARRIER_UNREACHABLE: retryLater('the carrier could not be reached', 'congested', 3),
  TEXT_TTL_EXPIRED: retryLater('it waited too long to be delivered', 'congested', 1),
  TEXT_UNKNOWN: retryLater('the carrier gave no reason', 'congested', 1),
  TEXT_PROTECT_BLOCKED: stopSending('blocked by the protection rules of the AWS account'),
}
