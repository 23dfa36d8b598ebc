import { z } from 'zod'
import type { OperationSource } from './doc.ts'

/** For calendar programs, not for callers with a key. */
export const CALENDAR: OperationSource = {
  auth: 'none',
  input: z.object({ token: z.string().regex(/^[\w-]{43}(\.ics)?$/) }),
  path: { token: 'token' },
  doc: {
    summary: 'Subscribe to a provider’s visits',
    description:
      'iCalendar (RFC 5545) in UTC. The address is the secret: it is made with POST /api/providers/{id}/calendar-feed and shown once. Cancelled visits, and those moved to another provider, stay for 30 days with STATUS:CANCELLED; SEQUENCE grows with each change. ETag and Last-Modified are answered, and 30 reads a minute.',
    produces: 'text/calendar',
    answers: {
      304: { description: 'Nothing has changed since.' },
    },
  },
}
