import { AgentCard } from '@a2a-js/sdk'
import type { Ctx } from '#lib/core/context.ts'
import type { Permission } from '#lib/domain/permissions.ts'
import { clinicsInScope } from '#lib/services/clinic/list.ts'
import { TOOLS } from '#lib/tools/registry.ts'

/** Where the endpoint is, below the origin; every binding and version is spoken there. */
export const A2A_PATH = '/api/a2a'
export const DOCUMENTATION_PATH = '/api/docs'

interface Skill {
  id: string
  name: string
  description: string
  tags: string[]
  examples: string[]
  /** Each of these is enough for at least one of the skill's ways. */
  needs: Permission[]
}

const envelope = (message_type: string, payload: object) => JSON.stringify({ message_type, payload })

const SKILLS: readonly Skill[] = [
  {
    id: 'send_appointment_slots',
    name: 'Offer appointment slots by text',
    description:
      'Texts a patient up to nine appointment times and waits, for days if need be, until the patient has chosen one, turned all down, or the offer has expired. The task is input-required meanwhile and goes on by itself; cancelling it takes the offer back.',
    tags: ['sms', 'scheduling'],
    examples: [
      JSON.stringify({
        action: 'send_appointment_sms',
        phone_number: '+12015550101',
        appointment_slots: [{ slot_number: 1, date: '2026-12-01', time: '10:00 AM', provider: 'Smith' }],
        conversation_id: 'conv_123',
      }),
      'Send appointment slots to +12015550101 tomorrow afternoon',
    ],
    needs: ['offers:send'],
  },
  {
    id: 'request_appointment',
    name: 'Request an appointment',
    description:
      'Finds free times for a person and holds them: the answer is OFFER_SLOTS in an artifact while the task is input-required. Send CONFIRM_SLOT with a slot_id, or DECLINE_SLOTS for others, in the same task; the result is FINAL_APPOINTMENT_CONFIRMATION. With "contact": "sms" the patient is texted and chooses instead. user_id is yours; send phone_number with it the first time.',
    tags: ['scheduling'],
    examples: [
      envelope('REQUEST_APPOINTMENT', {
        user_id: 'user123',
        phone_number: '+12015550101',
        request_details: {
          service_type: 'doctor',
          time_preference: { type: 'flexible_date', date: 'tomorrow', time_of_day: 'afternoon' },
        },
        context: { preferred_providers: ['prov_dr_smith'] },
      }),
      'Request an appointment for +12015550101 on Friday morning with Dr. Smith',
    ],
    needs: ['appointments:write', 'offers:send'],
  },
  {
    id: 'confirm_or_decline_slot',
    name: 'Confirm or decline an offered slot',
    description: 'In a task that offered times: books one of them, or asks for others.',
    tags: ['scheduling'],
    examples: [
      envelope('CONFIRM_SLOT', { user_id: 'user123', selected_slot_details: { slot_id: 'slot_uuid_a' } }),
      envelope('DECLINE_SLOTS', { time_preference: 'next week' }),
      'Confirm slot 2',
    ],
    needs: ['appointments:write'],
  },
  {
    id: 'query_availability',
    name: 'Query availability',
    description: 'Free times of a service and provider, best first. Nothing is held and no patient is named.',
    tags: ['scheduling'],
    examples: [
      envelope('QUERY_AVAILABILITY', { service_type: 'doctor', time_preference: 'tomorrow afternoon' }),
      'Which times are free tomorrow with Dr. Smith?',
    ],
    needs: ['conversations:read', 'appointments:write', 'offers:send'],
  },
  {
    id: 'read_conversation',
    name: 'Check and read a conversation',
    description:
      'Whether a patient has answered and what, the state of a conversation, and the visits it led to.',
    tags: ['sms'],
    examples: [
      JSON.stringify({ action: 'check_sms_response', conversation_id: 'conv_123' }),
      'Check if the user responded to conversation conv_123',
      envelope('GET_CONVERSATION', { conversation_id: 'conv_123' }),
    ],
    needs: ['conversations:read'],
  },
  {
    id: 'change_appointment',
    name: 'Cancel or move an appointment',
    description:
      'By appointment_id, or by provider and start. The patient is told. An agent that keeps a provider’s schedule may change that provider’s visits.',
    tags: ['scheduling'],
    examples: [
      envelope('CANCEL_APPOINTMENT', { appointment_id: '019f0000-0000-7000-8000-000000000001' }),
      envelope('RESCHEDULE_APPOINTMENT', {
        appointment_id: '019f0000-0000-7000-8000-000000000001',
        new_slot_details: { start_time: '2026-12-01T10:00:00-05:00' },
      }),
    ],
    needs: ['appointments:write'],
  },
  {
    id: 'report_unavailability',
    name: 'Report that a provider is away',
    description:
      'Enters time off and answers which visits it hits; for the agent that keeps the schedule, their patients are offered other times.',
    tags: ['scheduling'],
    examples: [
      envelope('UPDATE_UNAVAILABILITY', {
        provider_id: 'prov_dr_smith',
        time_off_start: '2026-12-01T09:00:00-05:00',
        time_off_end: '2026-12-01T17:00:00-05:00',
      }),
    ],
    needs: ['appointments:write'],
  },
]

const MODES = ['application/json', 'text/plain']

function toWire({ needs: _needs, ...skill }: Skill) {
  return { ...skill, inputModes: MODES, outputModes: MODES }
}

const interfacesOf = (origin: string) => [
  { url: `${origin}${A2A_PATH}`, protocolBinding: 'JSONRPC', protocolVersion: '1.0' },
  { url: `${origin}${A2A_PATH}`, protocolBinding: 'HTTP+JSON', protocolVersion: '1.0' },
  { url: `${origin}${A2A_PATH}`, protocolBinding: 'JSONRPC', protocolVersion: '0.3' },
]

function cardJson(origin: string, version: string, skills: readonly Skill[]) {
  return {
    name: 'Switchboard',
    description:
      'Offers, books and moves appointments for clinics: by text with patients, who may take days to answer, and directly with the agents of users and providers.',
    supportedInterfaces: interfacesOf(origin),
    provider: { organization: 'Switchboard', url: origin },
    version,
    documentationUrl: `${origin}${DOCUMENTATION_PATH}`,
    capabilities: { streaming: true, pushNotifications: true, extendedAgentCard: true },
    securitySchemes: {
      bearer: {
        httpAuthSecurityScheme: {
          scheme: 'Bearer',
          description: 'An API key of this installation, made by its staff under Settings, API keys.',
        },
      },
    },
    securityRequirements: [{ schemes: { bearer: { list: [] } } }],
    defaultInputModes: MODES,
    defaultOutputModes: MODES,
    skills: skills.map(toWire),
  }
}

/** What anybody may know: A2A 1.0, section 4.4. */
export const agentCard = (origin: string, version: string): AgentCard =>
  AgentCard.fromJSON(cardJson(origin, version, SKILLS))

/** One skill more per tool that the key may call as an action. */
function toolSkills(ctx: Ctx): Skill[] {
  return TOOLS.filter(({ permission }) => ctx.actor.permissions.has(permission)).map((tool) => ({
    id: tool.name,
    name: tool.title,
    description: `${tool.description} Fields: ${Object.keys(tool.input.shape).join(', ')}.`,
    tags: ['action'],
    examples: [JSON.stringify({ action: tool.name })],
    needs: [tool.permission],
  }))
}

/** What the caller's own key may do, and in which clinics: section 3.1.11. */
export async function extendedCard(ctx: Ctx, origin: string): Promise<AgentCard> {
  const clinics = await clinicsInScope(ctx)
  const mine = SKILLS.filter(({ needs }) => needs.some((each) => ctx.actor.permissions.has(each)))
  const card = cardJson(origin, ctx.config.version, [...mine, ...toolSkills(ctx)])
  const names = clinics.map(({ name }) => name).join(', ')
  return AgentCard.fromJSON({ ...card, description: `${card.description} With this key: ${names}.` })
}
