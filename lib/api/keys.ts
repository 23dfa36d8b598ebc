import type { LiveEvent, LiveEventType } from '#lib/domain/events.ts'

/**
 * The first part of every query key, by resource. One resource's change touches the lists that show it: an appointment
 * shows in the schedule, in its patient, in the conversation, and on Today.
 */
const TOUCHED: Record<LiveEventType, readonly string[]> = {
  'conversation.changed': ['conversations', 'today', 'patients', 'audit'],
  'appointment.changed': ['appointments', 'slots', 'conversations', 'today', 'patients'],
  'patient.changed': ['patients', 'conversations', 'appointments'],
  'provider.changed': ['providers', 'slots', 'appointments', 'today'],
  'agent.changed': ['agents', 'health'],
  'agent_message.changed': ['agent-messages', 'agents', 'conversations'],
  // Nothing on the console's pages shows it.
  'peer_task.changed': [],
  'campaign.changed': ['campaigns', 'appointments', 'providers'],
  'waiting_list.changed': ['waiting-list', 'patients'],
  'opening.changed': ['openings', 'waiting-list'],
  'alert.changed': ['alerts', 'health'],
  'gateway.changed': ['text-policy'],
  'clinic.changed': ['text-policy', 'me', 'clinics', 'wordings', 'service-types', 'slots', 'today'],
  'staff.changed': ['staff', 'me'],
  'clock.changed': [
    'me',
    'conversations',
    'appointments',
    'slots',
    'today',
    'agents',
    'agent-messages',
    'agent-metrics',
    'campaigns',
    'openings',
    'alerts',
    'health',
  ],
}

/** The keys of the queries that a live event makes stale; every query when the event is not known to this page. */
export function keysFor(event: Pick<LiveEvent, 'id'> & { type: string }): readonly (readonly string[])[] {
  const touched = TOUCHED[event.type as LiveEventType]
  return touched === undefined ? [[]] : touched.map((resource) => [resource])
}
