import { randomUUID } from 'node:crypto'
import type { SnsPost } from './sns.ts'

interface EventOptions {
  id?: string
  source?: string
  detailType?: string
  time?: string
  /** Null: the connection sends no key. */
  key: string | null
}

/** An event as EventBridge's API destination posts it: no signature, one header of the connection. */
export function eventBridgePost(detail: object, options: EventOptions): SnsPost {
  return {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Amazon/EventBridge/ApiDestinations',
      ...(options.key === null ? {} : { 'x-api-key': options.key }),
    },
    body: JSON.stringify({
      version: '0',
      id: options.id ?? randomUUID(),
      'detail-type': options.detailType ?? 'SMS Inbound Message',
      source: options.source ?? 'switchboard.sms',
      account: '123456789012',
      time: options.time ?? '2026-11-23T15:00:00Z',
      region: 'us-east-1',
      resources: [],
      detail,
    }),
  }
}
