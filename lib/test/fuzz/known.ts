import type { AccessFixture } from '../access-fixture.ts'
import type { Known } from './arbitrary.ts'

/** Ids that stand for something, by the field that they fill and by the first folder of a path. */
export function knownOf(fixture: AccessFixture): Known {
  const f = fixture
  return {
    ...Object.fromEntries(Object.entries(f).map(([name, id]) => [name, [String(id)]])),
    clinic_id: [f.clinic_id, f.clinic_id, f.clinic_id, f.other_clinic_id],
    clinic_ids: [f.clinic_id],
    appointment_id: [f.appointment_id, f.hold_id],
    agent_id: [f.agent_id, 'their-agent', 'scheduling-agent'],
    to_agent_id: [f.agent_id, 'their-agent'],
    from_agent_id: [f.agent_id, 'their-agent'],
    preferred_provider_id: [f.provider_id],
    'agents id': [f.agent_id, 'their-agent'],
    'appointments id': [f.appointment_id],
    'campaigns id': [f.campaign_id],
    'clinics id': [f.clinic_id],
    'conversations id': [f.conversation_id],
    'holds id': [f.hold_id],
    'keys id': [f.key_id],
    'messages id': [f.agent_message_id],
    'offers id': [f.offer_id],
    'openings id': [f.opening_id],
    'patients id': [f.patient_id],
    'providers id': [f.provider_id],
    'service-types id': [f.service_type_id],
    'staff id': [f.staff_id],
    'texts id': [f.message_id],
    'time-off id': [f.time_off_id],
    'waiting-list id': [f.waiting_id],
  }
}
