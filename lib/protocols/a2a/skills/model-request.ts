import type { ReadByModel } from '#lib/services/peer-task/ask-model.ts'
import { message, type PeerRequest, tool } from './request.ts'

/** What the search for times needs, in the fields of its payload. */
const searchOf = ({ phone_number, time_words, provider }: ReadByModel) => ({
  ...(phone_number === null ? {} : { phone_number }),
  ...(time_words === '' ? {} : { time_preference: time_words }),
  ...(provider === '' ? {} : { provider_id: provider }),
})

/** What the model has read, as the same request in the fields of the A2A design. Null: what it needs was not said. */
export function requestOfModel(read: ReadByModel): PeerRequest | null {
  const { conversation_id, appointment_id, start_time, slot_number } = read
  switch (read.kind) {
    case 'text_times_to_patient':
      return read.phone_number ? message('REQUEST_APPOINTMENT', { contact: 'sms', ...searchOf(read) }) : null
    case 'request_appointment':
      return read.phone_number ? message('REQUEST_APPOINTMENT', searchOf(read)) : null
    case 'find_free_times': {
      const { phone_number: _phone, ...search } = searchOf(read)
      return message('QUERY_AVAILABILITY', search)
    }
    case 'check_answer':
      return conversation_id ? tool('check_sms_response', { conversation_id }) : null
    case 'conversation_state':
      return conversation_id ? tool('get_conversation_state', { conversation_id }) : null
    case 'cancel_appointment':
      return appointment_id ? message('CANCEL_APPOINTMENT', { appointment_id }) : null
    case 'move_appointment':
      return appointment_id && start_time
        ? message('RESCHEDULE_APPOINTMENT', { appointment_id, new_slot_details: { start_time } })
        : null
    case 'take_time':
      return slot_number === null ? null : message('CONFIRM_SLOT', { slot_number })
    case 'decline_times':
      return message('DECLINE_SLOTS', read.time_words ? { time_preference: read.time_words } : {})
  }
}
