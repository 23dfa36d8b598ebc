import { found } from '#lib/core/authorize.ts'
import { store } from '#lib/core/context.ts'
import { listConversations } from '#lib/services/conversation/list.ts'
import { findConversation } from '../find-conversation.ts'
import { readState } from '../get-conversation-state.ts'
import { MAX_LISTED, type Resource } from './resource.ts'

/** `conversation://{id}`: by the id its creator chose, or by its uuid, which is unique across clinics and what lists name. */
export const conversationResource: Resource = {
  name: 'conversation',
  title: 'A conversation with a patient',
  description: 'Status, offered slots, the chosen one, and every text, as get_conversation_state tells them.',
  template: 'conversation://{id}',
  permission: 'conversations:read',
  async list(ctx) {
    const { items } = await listConversations(ctx, { limit: MAX_LISTED })
    return items.map((line) => ({
      uri: `conversation://${line.id}`,
      name: line.conversation_id,
      title: `${line.patient.name}: ${line.status_label}`,
    }))
  },
  read: async (ctx, { id = '' }) => readState(ctx, await findConversation(ctx, { conversation_id: id })),
  async watch(ctx, { id = '' }) {
    const uuid = await findConversation(ctx, { conversation_id: id })
    const row = await store(ctx).conversation.findUnique({ where: { id: uuid }, select: { clinic_id: true } })
    const { clinic_id } = found(ctx, row, 'The conversation')
    return (event) =>
      event.type === 'conversation.changed' && event.id === uuid && event.clinic_id === clinic_id
  },
}
