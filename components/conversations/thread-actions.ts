'use client'

import { closeConversation, handBack, requestSlots, takeOver } from '#lib/api/conversations.ts'
import type { ConversationDetail } from '#lib/domain/messaging/schema.ts'
import type { Permission } from '#lib/domain/permissions.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { useAction } from '../ui/use-action.ts'

export type ActionName = keyof ConversationDetail['actions']

/** Which permission each action of a conversation needs; the verbs behind the routes ask for the same. */
const NEEDS: Record<ActionName, Permission> = {
  send_offer: 'offers:send',
  send_text: 'sms:send',
  simulate_reply: 'sms:simulate',
  take_over: 'sms:send',
  hand_back: 'sms:send',
  request_slots: 'offers:send',
  withdraw_offer: 'offers:send',
  book: 'appointments:write',
  close: 'sms:send',
}

/** Why an action cannot be done now: the login first, then the state of the conversation; null when it can. */
export function useReasons(detail: ConversationDetail): (name: ActionName) => string | null {
  const permissionReason = usePermissionReason()
  return (name) => permissionReason(NEEDS[name]) ?? detail.actions[name]
}

/** The actions that need no dialog of their own. */
export function useThreadActions(detail: ConversationDetail) {
  const { id } = detail
  return {
    takeOver: useAction(() => takeOver(id), {
      done: 'You have it. Agents neither text nor book here until you hand it back.',
    }),
    handBack: useAction(() => handBack(id), {
      done: 'Handed back. Nothing that came in meanwhile is replayed.',
    }),
    requestSlots: useAction(() => requestSlots(id, {}), { done: 'The scheduling agent is finding times.' }),
    close: useAction(() => closeConversation(id, null), { done: 'Closed. A new text opens it again.' }),
  }
}
