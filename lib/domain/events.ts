/** What changed, never what it changed to: the client asks again. No patient data travels here. */
export const LIVE_EVENT_TYPES = [
  'conversation.changed',
  'appointment.changed',
  'patient.changed',
  'provider.changed',
  'agent.changed',
  'agent_message.changed',
  'peer_task.changed',
  'campaign.changed',
  'waiting_list.changed',
  'opening.changed',
  'alert.changed',
  'clinic.changed',
  'gateway.changed',
  'staff.changed',
  'clock.changed',
] as const

export type LiveEventType = (typeof LIVE_EVENT_TYPES)[number]

export interface LiveEvent {
  type: LiveEventType
  id: string
  /** null: for every clinic. */
  clinic_id: string | null
  /** The outside agent that a message waits for, so that its stream can tell it. */
  agent_id?: string
}
