import { DEFAULT_THRESHOLDS } from '#lib/domain/operations/alert.ts'
import type { AccessFixture } from './access-fixture.ts'
import { TUESDAY } from './messaging.ts'

interface Call {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: object
}

interface Access {
  /** A `read` changes nothing, whatever its method; viewers may. */
  kind: 'read' | 'write'
  /** False where the answer is of the caller's own clinics or the whole installation, and no id can point elsewhere. */
  isScoped?: boolean
  /** API keys are refused. */
  isForPeople?: boolean
  call?: (fixture: AccessFixture) => Call
}

/** Routes that need neither session nor key; each has a check of its own, or nothing to hide. */
export const PUBLIC_ROUTES = new Set([
  'GET /api/health',
  'GET /api/openapi.json',
  'GET /api/calendar/[token]',
  'GET /api/set-up',
  'POST /api/set-up',
  'GET /api/auth/[...nextauth]',
  'POST /api/auth/[...nextauth]',
  'POST /api/sms/webhook',
  'POST /sms/webhook',
  'POST /api/sms/status',
  'POST /api/mcp',
  'GET /api/mcp',
  'DELETE /api/mcp',
  'POST /api/a2a',
  'GET /api/a2a/[...path]',
  'POST /api/a2a/[...path]',
  'DELETE /api/a2a/[...path]',
  'GET /api/a2a/.well-known/agent-card.json',
  'GET /.well-known/agent-card.json',
  'GET /.well-known/oauth-protected-resource/[[...path]]',
  'GET /.well-known/[...path]',
  'GET /api/[...path]',
  'POST /api/[...path]',
  'PUT /api/[...path]',
  'PATCH /api/[...path]',
  'DELETE /api/[...path]',
])

const ofClinic = (fixture: AccessFixture): Call => ({ query: { clinic_id: fixture.clinic_id } })
const ofConversation = (body: object) => (fixture: AccessFixture) => ({
  params: { id: fixture.conversation_id },
  body,
})
const ofAppointment = (body: object) => (fixture: AccessFixture) => ({
  params: { id: fixture.appointment_id },
  body,
})
const ofAgent = (body: object) => (fixture: AccessFixture) => ({ params: { id: fixture.agent_id }, body })
const offerBody = (f: AccessFixture) => ({
  clinic_id: f.clinic_id,
  patient_id: f.patient_id,
  service_type_id: f.service_type_id,
  slots: [{ provider_id: f.provider_id, starts_at: TUESDAY('13:00') }],
})
const textBody = (f: AccessFixture) => ({ clinic_id: f.clinic_id, patient_id: f.patient_id, text: 'Hello' })
const patientBody = (f: AccessFixture) => ({
  clinic_id: f.clinic_id,
  first_name: 'Mallory',
  last_name: 'Intruder',
  phone_number: '+12125550177',
})
const providerBody = (f: AccessFixture) => ({
  clinic_id: f.clinic_id,
  name: 'Dr. Mallory',
  service_type_ids: [],
  hours: [],
})
const serviceBody = (f: AccessFixture) => ({
  clinic_id: f.clinic_id,
  name: 'Intrusion',
  duration_minutes: 30,
  buffer_before_minutes: 0,
  buffer_after_minutes: 0,
  alignment_minutes: 15,
  minimum_notice_minutes: 0,
  cost_estimate: null,
  is_default: false,
})
const visitBody = (f: AccessFixture) => ({
  clinic_id: f.clinic_id,
  patient_id: f.patient_id,
  provider_id: f.provider_id,
  service_type_id: f.service_type_id,
  starts_at: TUESDAY('13:00'),
})
const wordingBody = (f: AccessFixture) => ({
  clinic_id: f.clinic_id,
  key: 'withdrawn',
  language: 'en',
  text: '{clinic}: changed by somebody else.',
})
const clinicBody = { name: 'Taken over', time_zone: 'Europe/London' }

/** Every route that needs a caller, with input that is good when it comes from the right one. */
export const ACCESS: Record<string, Access> = {
  'GET /api/me': { kind: 'read', isScoped: false, isForPeople: true },
  'GET /api/events': { kind: 'read', isScoped: false },
  'GET /api/today': { kind: 'read', call: ofClinic },
  'GET /api/clinics': { kind: 'read', isScoped: false },
  'POST /api/clinics': { kind: 'write', isScoped: false, call: () => ({ body: clinicBody }) },
  'PUT /api/clinics/[id]': {
    kind: 'write',
    call: (f) => ({ params: { id: f.clinic_id }, body: clinicBody }),
  },
  'GET /api/clinics/[id]/text-policy': { kind: 'read', call: (f) => ({ params: { id: f.clinic_id } }) },
  'PUT /api/clinics/[id]/text-policy': {
    kind: 'write',
    call: (f) => ({
      params: { id: f.clinic_id },
      body: { quiet_hours: null, max_texts_per_day: 1, max_texts_per_week: 1, fails_over: false },
    }),
  },
  'GET /api/clinics/[id]/text-costs': { kind: 'read', call: (f) => ({ params: { id: f.clinic_id } }) },
  'GET /api/wordings': { kind: 'read', call: ofClinic },
  'PUT /api/wordings': { kind: 'write', call: (f) => ({ body: wordingBody(f) }) },
  'POST /api/wordings/preview': { kind: 'read', call: (f) => ({ body: wordingBody(f) }) },
  'GET /api/appointments/[id]/reminders': { kind: 'read', call: ofAppointment({}) },
  'PUT /api/appointments/[id]/reminders': { kind: 'write', call: ofAppointment({ is_on: false }) },
  'POST /api/appointments/[id]/confirmation': { kind: 'write', call: ofAppointment({}) },
  'GET /api/conversations': { kind: 'read', call: ofClinic },
  'GET /api/conversations/[id]': { kind: 'read', call: ofConversation({}) },
  'POST /api/conversations/[id]/take-over': { kind: 'write', isForPeople: true, call: ofConversation({}) },
  'POST /api/conversations/[id]/hand-back': { kind: 'write', isForPeople: true, call: ofConversation({}) },
  'POST /api/conversations/[id]/closure': { kind: 'write', call: ofConversation({}) },
  'POST /api/conversations/[id]/slot-request': { kind: 'write', call: ofConversation({}) },
  'POST /api/conversations/[id]/simulated-replies': { kind: 'write', call: ofConversation({ text: '1' }) },
  'POST /api/offers': { kind: 'write', call: (f) => ({ body: offerBody(f) }) },
  'POST /api/offers/preview': { kind: 'read', call: (f) => ({ body: offerBody(f) }) },
  'POST /api/offers/[id]/withdrawal': {
    kind: 'write',
    call: (f) => ({ params: { id: f.offer_id }, body: { reason: 'Because I can' } }),
  },
  'POST /api/sms/messages': {
    kind: 'write',
    call: (f) => ({ body: { clinic_id: f.clinic_id, phone_number: '+12125550177', text: 'Hello' } }),
  },
  'GET /api/sms/messages': { kind: 'read', call: (f) => ({ query: { message_id: f.message_id } }) },
  'DELETE /api/sms/messages': { kind: 'write', isScoped: false },
  'POST /api/sms/check': { kind: 'write', isScoped: false },
  'GET /api/sms/webhooks': { kind: 'read', isScoped: false },
  'POST /api/sms/webhooks/test': {
    kind: 'write',
    isScoped: false,
    call: () => ({ body: { channel: 'twilio' } }),
  },
  'PUT /api/conversations/[id]/sender': {
    kind: 'write',
    call: (f) => ({ params: { id: f.conversation_id }, body: { patient_id: f.patient_id } }),
  },
  'POST /api/texts': { kind: 'write', call: (f) => ({ body: textBody(f) }) },
  'POST /api/texts/preview': { kind: 'read', call: (f) => ({ body: textBody(f) }) },
  'GET /api/texts/[id]': { kind: 'read', call: (f) => ({ params: { id: f.message_id } }) },
  'POST /api/texts/[id]/carrier-status': { kind: 'write', call: (f) => ({ params: { id: f.message_id } }) },
  'POST /api/texts/[id]/cancellation': { kind: 'write', call: (f) => ({ params: { id: f.message_id } }) },
  'POST /api/texts/[id]/release': {
    kind: 'write',
    isForPeople: true,
    call: (f) => ({ params: { id: f.message_id }, body: { reason: 'Because I can' } }),
  },
  'POST /api/texts/[id]/retry': { kind: 'write', call: (f) => ({ params: { id: f.message_id } }) },
  'GET /api/texts/[id]/decision': { kind: 'read', call: (f) => ({ params: { id: f.message_id } }) },
  'GET /api/appointments/[id]/decision': { kind: 'read', call: ofAppointment({}) },
  'PUT /api/decisions/[id]/mark': {
    kind: 'write',
    isForPeople: true,
    call: (f) => ({ params: { id: f.decision_id }, body: { expected: 'option:1' } }),
  },
  'DELETE /api/decisions/[id]/mark': {
    kind: 'write',
    isForPeople: true,
    call: (f) => ({ params: { id: f.decision_id } }),
  },
  'GET /api/understanding': { kind: 'read', isScoped: false },
  'GET /api/decisions/marked': { kind: 'read', call: ofClinic },
  'GET /api/slots': {
    kind: 'read',
    call: (f) => ({ query: { clinic_id: f.clinic_id, service_type_id: f.service_type_id } }),
  },
  'POST /api/slots': {
    kind: 'read',
    call: (f) => ({ body: { clinic_id: f.clinic_id, service_type_id: f.service_type_id } }),
  },
  'GET /api/appointments': {
    kind: 'read',
    call: (f) => ({ query: { clinic_id: f.clinic_id, from: TUESDAY('00:00'), until: TUESDAY('23:00') } }),
  },
  'POST /api/appointments': { kind: 'write', call: (f) => ({ body: visitBody(f) }) },
  'POST /api/appointments/override': {
    kind: 'write',
    call: (f) => ({ body: { ...visitBody(f), action: 'book', reason: 'Because I can' } }),
  },
  'POST /api/appointments/[id]/move': { kind: 'write', call: ofAppointment({ starts_at: TUESDAY('13:00') }) },
  'POST /api/appointments/[id]/cancellation': { kind: 'write', call: ofAppointment({}) },
  'POST /api/appointments/[id]/arrival': { kind: 'write', call: ofAppointment({}) },
  'POST /api/appointments/[id]/fulfilment': { kind: 'write', call: ofAppointment({}) },
  'POST /api/appointments/[id]/no-show': { kind: 'write', call: ofAppointment({}) },
  'POST /api/holds': { kind: 'write', call: (f) => ({ body: { ...visitBody(f), minutes: 30 } }) },
  'DELETE /api/holds/[id]': { kind: 'write', call: (f) => ({ params: { id: f.hold_id } }) },
  'GET /api/patients': { kind: 'read', call: ofClinic },
  'POST /api/patients': { kind: 'write', call: (f) => ({ body: patientBody(f) }) },
  'GET /api/patients/[id]': { kind: 'read', call: (f) => ({ params: { id: f.patient_id } }) },
  'PUT /api/patients/[id]': {
    kind: 'write',
    call: (f) => ({ params: { id: f.patient_id }, body: patientBody(f) }),
  },
  'GET /api/patients/[id]/consent': { kind: 'read', call: (f) => ({ params: { id: f.patient_id } }) },
  'POST /api/patients/[id]/opt-out': { kind: 'write', call: (f) => ({ params: { id: f.patient_id } }) },
  'POST /api/patients/[id]/opt-in': {
    kind: 'write',
    isForPeople: true,
    call: (f) => ({ params: { id: f.patient_id }, body: { given: 'by_phone', reason: 'Because I can' } }),
  },
  'GET /api/opt-outs': { kind: 'read', call: ofClinic },
  'GET /api/providers': { kind: 'read', call: ofClinic },
  'POST /api/providers': { kind: 'write', call: (f) => ({ body: providerBody(f) }) },
  'GET /api/providers/[id]/calendar-feed': { kind: 'read', call: (f) => ({ params: { id: f.provider_id } }) },
  'POST /api/providers/[id]/calendar-feed': {
    kind: 'write',
    call: (f) => ({ params: { id: f.provider_id } }),
  },
  'DELETE /api/providers/[id]/calendar-feed': {
    kind: 'write',
    call: (f) => ({ params: { id: f.provider_id } }),
  },
  'PUT /api/providers/[id]': {
    kind: 'write',
    call: (f) => ({ params: { id: f.provider_id }, body: providerBody(f) }),
  },
  'POST /api/providers/[id]/time-off': {
    kind: 'write',
    call: (f) => ({
      params: { id: f.provider_id },
      body: { starts_at: TUESDAY('13:00'), ends_at: TUESDAY('14:00') },
    }),
  },
  'PUT /api/providers/[id]/exceptions': {
    kind: 'write',
    call: (f) => ({ params: { id: f.provider_id }, body: { date: '2026-12-01', windows: [] } }),
  },
  'POST /api/providers/[id]/time-off/preview': {
    kind: 'read',
    call: (f) => ({
      params: { id: f.provider_id },
      body: { starts_at: TUESDAY('13:00'), ends_at: TUESDAY('14:00') },
    }),
  },
  'GET /api/campaigns': { kind: 'read', call: ofClinic },
  'GET /api/campaigns/[id]': { kind: 'read', call: (f) => ({ params: { id: f.campaign_id } }) },
  'POST /api/campaigns/[id]/undo': { kind: 'write', call: (f) => ({ params: { id: f.campaign_id } }) },
  'POST /api/campaigns/[id]/members/[member]/settlement': {
    kind: 'write',
    call: (f) => ({
      params: { id: f.campaign_id, member: f.member_id },
      body: { reason: 'Because I can' },
    }),
  },
  'DELETE /api/time-off/[id]': { kind: 'write', call: (f) => ({ params: { id: f.time_off_id } }) },
  'GET /api/service-types': { kind: 'read', call: ofClinic },
  'POST /api/service-types': { kind: 'write', call: (f) => ({ body: serviceBody(f) }) },
  'PUT /api/service-types/[id]': {
    kind: 'write',
    call: (f) => ({ params: { id: f.service_type_id }, body: serviceBody(f) }),
  },
  'GET /api/waiting-list': { kind: 'read', call: ofClinic },
  'POST /api/waiting-list': {
    kind: 'write',
    call: (f) => ({
      body: { clinic_id: f.clinic_id, patient_id: f.patient_id, service_type_id: f.service_type_id },
    }),
  },
  'PUT /api/waiting-list/[id]': { kind: 'write', call: (f) => ({ params: { id: f.waiting_id } }) },
  'DELETE /api/waiting-list/[id]': { kind: 'write', call: (f) => ({ params: { id: f.waiting_id } }) },
  'GET /api/waiting-list/rules': { kind: 'read', call: ofClinic },
  'PUT /api/waiting-list/rules': {
    kind: 'write',
    call: (f) => ({ body: { clinic_id: f.clinic_id, suggests_preferred: true } }),
  },
  'GET /api/openings': { kind: 'read', call: ofClinic },
  'GET /api/openings/[id]': { kind: 'read', call: (f) => ({ params: { id: f.opening_id } }) },
  'POST /api/openings/preview': {
    kind: 'read',
    call: (f) => ({
      body: {
        clinic_id: f.clinic_id,
        service_type_id: f.service_type_id,
        provider_id: f.provider_id,
        starts_at: TUESDAY('13:00'),
      },
    }),
  },
  'GET /api/agents': { kind: 'read', isScoped: false },
  'POST /api/agents': {
    kind: 'write',
    call: (f) => ({ body: { name: 'mallory', type: 'intruder', clinic_id: f.clinic_id } }),
  },
  'GET /api/agents/metrics': { kind: 'read', isScoped: false, call: () => ({ query: { range: '1h' } }) },
  'GET /api/alerts': { kind: 'read', isScoped: false },
  'GET /api/alerts/settings': { kind: 'read', isScoped: false },
  'PUT /api/alerts/settings': {
    kind: 'write',
    isScoped: false,
    call: () => ({ body: { thresholds: DEFAULT_THRESHOLDS, webhook_url: null } }),
  },
  'GET /api/reply-model': { kind: 'read', isScoped: false },
  'PUT /api/reply-model': { kind: 'write', isScoped: false, call: () => ({ body: { is_on: true } }) },
  'POST /api/alerts/test': { kind: 'write', isScoped: false },
  'GET /api/metrics': { kind: 'read', isScoped: false },
  'GET /api/agents/[id]': { kind: 'read', call: ofAgent({}) },
  'PATCH /api/agents/[id]': { kind: 'write', call: ofAgent({ status: 'inactive', rotate_key: true }) },
  'DELETE /api/agents/[id]': { kind: 'write', call: ofAgent({}) },
  'POST /api/agents/[id]/heartbeat': { kind: 'write', call: ofAgent({ status: 'maintenance' }) },
  'GET /api/agents/[id]/redrive': {
    kind: 'read',
    call: (f) => ({ params: { id: f.agent_id }, query: { since: TUESDAY('00:00') } }),
  },
  'POST /api/agents/[id]/redrive': {
    kind: 'write',
    call: ofAgent({ since: '2020-01-01T00:00:00Z', reason: 'Because I can' }),
  },
  'POST /api/messages/[id]/redrive': {
    kind: 'write',
    call: (f) => ({ params: { id: f.agent_message_id }, body: { reason: 'Because I can' } }),
  },
  'GET /api/agents/[id]/stream': { kind: 'read', call: ofAgent({}) },
  'GET /api/messages': { kind: 'read', call: ofClinic },
  'POST /api/messages': {
    kind: 'write',
    call: (f) => ({
      body: {
        from_agent_id: f.agent_id,
        to_agent_id: 'scheduling-agent',
        message_type: 'status',
        content: {},
      },
    }),
  },
  'POST /api/messages/claim': { kind: 'write', call: (f) => ({ body: { agent_id: f.agent_id } }) },
  'GET /api/messages/[id]': { kind: 'read', call: (f) => ({ params: { id: f.agent_message_id } }) },
  'PUT /api/messages/[id]/status': {
    kind: 'write',
    call: (f) => ({ params: { id: f.agent_message_id }, body: { status: 'processed' } }),
  },
  'GET /api/simulator': { kind: 'read', call: ofClinic },
  'POST /api/clock/advance': { kind: 'write', isScoped: false, call: () => ({ body: { minutes: 60 } }) },
  'GET /api/audit': { kind: 'read', call: ofClinic },
  'GET /api/staff': { kind: 'read', isScoped: false },
  'POST /api/staff': {
    kind: 'write',
    call: (f) => ({
      body: {
        name: 'Mallory',
        email: 'mallory@clinic.test',
        role: 'admin',
        password: 'let me in please',
        clinic_ids: [f.clinic_id],
      },
    }),
  },
  'PATCH /api/staff/[id]': {
    kind: 'write',
    call: (f) => ({ params: { id: f.staff_id }, body: { role: 'admin' } }),
  },
  'GET /api/keys': { kind: 'read', isScoped: false },
  'POST /api/keys': {
    kind: 'write',
    call: (f) => ({ body: { name: 'Mallory', scopes: ['admin'], clinic_id: f.clinic_id } }),
  },
  'POST /api/keys/[id]/rotation': { kind: 'write', call: (f) => ({ params: { id: f.key_id } }) },
  'DELETE /api/keys/[id]': { kind: 'write', call: (f) => ({ params: { id: f.key_id } }) },
}
