import type { AgentHandlers } from '#lib/bus/handler.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { askStaff } from '#lib/services/conversation/ask-staff.ts'
import { lockConversation } from '#lib/services/conversation/lock.ts'
import { tellNoMoreTimes } from '#lib/services/offer/tell-no-more-times.ts'
import { tellNoTimeFits } from '#lib/services/offer/tell-no-time-fits.ts'
import { refuseTakenOver } from '#lib/services/offer/thread.ts'
import { answerSuggestion } from '#lib/services/opening/answer.ts'
import { sendConfirmation } from '#lib/services/sms/send-confirmation.ts'
import { notifyChange } from './notify-change.ts'
import { offerSlots } from './offer-slots.ts'
import { suggest } from './suggest.ts'

/** Speaks with the patient: every text that the agents send leaves through it. */
export const userAgent: AgentHandlers = {
  OFFER_SLOTS: offerSlots,
  NOTIFY_APPOINTMENT_CHANGE: notifyChange,
  PROACTIVE_SUGGESTION: suggest,

  async FINAL_APPOINTMENT_CONFIRMATION(tx, message) {
    const { conversation_id, content } = message
    if (content.failure_reason === 'suggestion_over') return answerSuggestion(tx, conversation_id)
    if (content.status === 'FAILED') {
      const reason = content.failure_reason ?? 'booking_failed'
      if (reason === 'no_time_fits') return tellNoTimeFits(tx, conversation_id)
      if (reason === 'rounds_used_up' || reason === 'no_times_found')
        return tellNoMoreTimes(tx, conversation_id, reason)
      return askStaff(tx, { conversation_id, reason, tells_patient: true })
    }
    if (!content.appointment_id) {
      throw invalidInput('A confirmation needs the appointment.', 'content.appointment_id')
    }
    refuseTakenOver(tx, await lockConversation(tx, conversation_id))
    await sendConfirmation(tx, {
      appointment_id: content.appointment_id,
      news: content.is_moved ? 'moved' : 'booked',
    })
  },
}
