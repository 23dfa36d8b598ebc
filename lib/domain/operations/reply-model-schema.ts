import { z } from 'zod'

/** PUT /api/reply-model */
export const setReplyModelInput = z.object({
  is_on: z
    .boolean()
    .describe('False: no text goes to the model from now on; people read what the rules cannot.'),
})
export type SetReplyModelInput = z.infer<typeof setReplyModelInput>

export const replyModelView = z.object({
  is_on: z.boolean(),
  model: z
    .string()
    .nullable()
    .describe('The configured model; null: there is none, and the switch changes nothing.'),
})
export type ReplyModelView = z.infer<typeof replyModelView>
