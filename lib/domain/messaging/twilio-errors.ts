import type { CarrierErrorTable } from './carrier-policy.ts'
import {
  answerMissing,
  carrierBusy,
  carrierDown,
  maybeSent,
  retryLater,
  setUpFault,
  stopSending,
} from './carrier-policy.ts'

/**
 * Twilio error codes that a send or a status callback can carry (twilio.com/docs/api/errors). The meaning is Twilio's;
 * which policy follows is our decision, except where the page of the code says to retry or not to.
 */
export const TWILIO_ERRORS: CarrierErrorTable = {
  // Answered at once by POST Messages.json
  '14107': retryLater('too many texts to this number in half a minute', 'congested', 3),
  '20003': carrierDown('Twilio refused our credentials'),
  '20404': setUpFault('the Twilio account or service was not found'),
  '20429': carrierBusy('Twilio is limiting our requests', 'busy', 5),
  '20500': answerMissing('Twilio had an internal error and may have sent it'),
  '20503': answerMissing('Twilio was unavailable and may have sent it'),
  '21211': stopSending('the number is not valid', 'invalid'),
  '21212': setUpFault('our sending number is not valid'),
  '21408': setUpFault('texts to this country are switched off in the Twilio account'),
  '21602': stopSending('the text was empty'),
  '21603': setUpFault('no sending number is set'),
  '21604': stopSending('the number is missing', 'invalid'),
  '21606': setUpFault('our sending number cannot text this destination'),
  '21608': setUpFault('the Twilio trial account may only text verified numbers'),
  '21609': setUpFault('the address for delivery reports is not valid'),
  '21610': { policy: 'opt_out', words: 'this person opted out of texts' },
  '21611': carrierBusy('too many texts are waiting at our sending number', 'congested', 5),
  '21612': {
    policy: 'failover',
    words: 'this number cannot be reached from our sending number',
    numberMark: 'unreachable',
  },
  '21614': stopSending('not a mobile number', 'landline'),
  '21617': stopSending('the text is longer than 1,600 characters'),
  '21618': stopSending('the text cannot be sent as it is'),
  '21701': setUpFault('the messaging service does not exist'),
  '21703': setUpFault('the messaging service has no number for this destination'),
  '21704': setUpFault('the messaging service has no numbers'),
  '21705': setUpFault('the messaging service is not valid'),
  // Told later by a status callback
  '30001': carrierBusy('too many texts were waiting at the carrier', 'congested', 3),
  '30002': carrierDown('the Twilio account is suspended'),
  '30003': {
    ...retryLater('phone is off or out of reach', 'phoneOff', 3),
    numberMark: 'unreachable',
  },
  '30004': stopSending('blocked by the recipient or the carrier'),
  '30005': stopSending('unknown number or no longer in service', 'invalid'),
  '30006': stopSending('landline or unreachable carrier', 'landline'),
  '30007': stopSending('filtered by the carrier as unwanted'),
  '30008': retryLater('the carrier gave no reason', 'congested', 1),
  '30017': retryLater('the carrier network is congested', 'congested', 3),
  '30022': carrierBusy('our registered sending rate was exceeded', 'congested', 5),
  '30023': carrierBusy('the daily limit of our registration was reached', 'nextDay', 1),
  '30024': setUpFault('our sending number is not set up at the carrier yet'),
  '30027': carrierBusy('the daily limit of the carrier was reached', 'nextDay', 1),
  '30032': setUpFault('our toll-free number is not verified'),
  '30034': setUpFault('our sending number is not registered for texting in the US'),
  '30036': stopSending('it waited too long to be sent'),
  '30410': maybeSent('the carrier did not answer in time and may have delivered it'),
  '30500': retryLater('Twilio had an internal error', 'congested', 1),
  '63018': carrierBusy('our sending rate was exceeded', 'congested', 3),
  '63038': carrierDown('the daily limit of the Twilio account was reached'),
}
