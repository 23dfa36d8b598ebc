import type twilio from 'twilio'
import type { ReceivedPage, ReceivedQuery, ReceivedText } from '#lib/domain/messaging/sms-gateway.ts'
import { TwilioCallError } from './twilio-client.ts'
import type { TwilioMessage } from './twilio-message.ts'

/** Twilio's largest page. */
const PAGE_SIZE = 1_000

function receivedFrom(message: TwilioMessage): ReceivedText {
  return {
    provider_message_id: message.sid,
    from: message.from,
    body: message.body ?? '',
    media_count: Number(message.numMedia) || 0,
    received_at: (message.dateSent ?? message.dateCreated).getTime(),
    raw: JSON.stringify(message),
  }
}

/**
 * One page of the texts that came in (twilio.com/docs/messaging/api/message-resource, list). `to` is our number; with a
 * messaging service, which may have many, the whole account is read and what went out is left out here.
 */
export async function listTwilioReceived(
  client: ReturnType<typeof twilio>,
  to: string | undefined,
  { since, until, page }: ReceivedQuery,
): Promise<ReceivedPage> {
  try {
    const found = page
      ? await client.messages.getPage(page)
      : await client.messages.page({
          ...(to ? { to } : {}),
          dateSentAfter: new Date(since),
          dateSentBefore: new Date(until),
          pageSize: PAGE_SIZE,
        })
    const texts = found.instances.filter(({ direction }) => direction === 'inbound').map(receivedFrom)
    return { kind: 'page', texts, next: found.nextPageUrl ?? null }
  } catch (error) {
    return { kind: 'unavailable', code: error instanceof TwilioCallError ? error.code : 'ERR_NETWORK' }
  }
}
