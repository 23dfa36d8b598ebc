import type { AppointmentView } from '#lib/domain/scheduling/schema.ts'

/** What an override starts from. */
export interface OverrideTarget {
  action: 'book' | 'move' | 'cancel'
  clinic: { id: string; name: string; time_zone: string }
  /** What is moved or cancelled. */
  appointment?: AppointmentView
  /** Who is booked. */
  patient?: { id: string; name: string }
  serviceTypeId?: string
  /** The conversation's uuid. */
  conversationId?: string
}

/** What an offer starts from. */
export interface OfferTarget {
  clinic: { id: string; name: string; time_zone: string }
  /** Left out where the patient is chosen in the dialog. */
  patient?: { id: string; name: string }
  /** The conversation's id as the wire shows it (`conversation_id`), to continue it. */
  conversationId?: string
  serviceTypeId?: string
}
