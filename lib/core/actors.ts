import { PERMISSIONS } from '#lib/domain/permissions.ts'
import type { Actor } from './context.ts'

const everything = new Set(PERMISSIONS)

/** The worker's own loops: sending, expiring, sealing. */
export const SYSTEM: Actor = {
  kind: 'system',
  id: null,
  name: 'Switchboard',
  permissions: everything,
  clinicIds: 'all',
  principal: 'system',
}

/** A verified webhook: it may store what the carrier delivered and nothing else. */
export const carrierActor = (provider: string): Actor => ({
  kind: 'carrier',
  id: provider,
  name: provider,
  permissions: new Set(),
  clinicIds: 'all',
  principal: `carrier:${provider}`,
})

/** The patient whose text is being acted on. */
export const patientActor = (patientId: string): Actor => ({
  kind: 'patient',
  id: patientId,
  name: 'Patient',
  permissions: everything,
  clinicIds: 'all',
  principal: `patient:${patientId}`,
})

/** A built-in agent at work on one message. */
export const builtinAgentActor = (agent: { id: string; name: string }): Actor => ({
  kind: 'agent',
  id: agent.id,
  name: agent.name,
  permissions: everything,
  clinicIds: 'all',
  principal: `agent:${agent.id}`,
  agentId: agent.id,
})
