import type { ConversationActions } from '#lib/domain/messaging/schema.ts'

interface ActionFacts {
  is_opted_out: boolean
  is_taken_over: boolean
  is_taken_by_me: boolean
  has_open_offer: boolean
  is_closed: boolean
  is_mock_gateway: boolean
  has_service: boolean
  is_agent_at_work: boolean
}

const OPTED_OUT = 'This number has opted out of texts.'

/** Why each action of a conversation is not possible now; null where it is. The verbs refuse on the same facts. */
export function conversationActions(facts: ActionFacts): ConversationActions {
  return {
    send_offer: facts.is_opted_out ? OPTED_OUT : null,
    send_text: facts.is_opted_out ? OPTED_OUT : null,
    simulate_reply: facts.is_mock_gateway ? null : 'Replies can be simulated on the mock gateway only.',
    take_over: facts.is_taken_by_me ? 'You have this conversation already.' : null,
    hand_back: facts.is_taken_over ? null : 'The agents have this conversation.',
    request_slots: facts.is_opted_out
      ? OPTED_OUT
      : facts.is_taken_over
        ? 'Hand the conversation back first; the agents do not act while staff have it.'
        : !facts.has_service
          ? 'No service is set for this conversation; offer times yourself first.'
          : facts.is_agent_at_work
            ? 'The agents are at work in this conversation already.'
            : null,
    withdraw_offer: facts.has_open_offer ? null : 'There is no open offer.',
    book: null,
    close: facts.is_closed ? 'This conversation is closed already.' : null,
  }
}
