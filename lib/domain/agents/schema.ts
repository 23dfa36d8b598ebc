import { z } from 'zod'
import { agentStep } from '../messaging/schema.ts'
import { id, pageQuery } from '../wire.ts'
import { envelope } from './envelope.ts'

/** GET /api/messages: newest first. */
export const listMessagesQuery = pageQuery.extend({ conversation_id: id.optional() })
export type ListMessagesQuery = z.infer<typeof listMessagesQuery>

export const messagePage = z.object({
  items: z.array(
    agentStep.extend({
      conversation_id: id.nullable(),
      envelope: envelope.describe('The message as it went over the bus.'),
    }),
  ),
  next_cursor: z.string().nullable(),
})
export type MessagePage = z.infer<typeof messagePage>
