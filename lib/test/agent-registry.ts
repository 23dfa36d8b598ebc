import { actingAs, type Ctx } from '#lib/core/context.ts'
import type { RegisterAgentInput } from '#lib/domain/agents/schema.ts'
import { registerAgent } from '#lib/services/agent/register.ts'
import { checkApiKey } from '#lib/services/api-key/check.ts'
import { keyActor, staffActor, type TestCtx, testCtx } from './context.ts'
import { makeClinic } from './factories.ts'
import { openTestDatabase } from './open-database.ts'

let count = 0

/** What an agent that nobody knows yet registers with. */
export const newAgent = (fields: Partial<RegisterAgentInput> = {}): RegisterAgentInput => {
  count += 1
  return { name: `peer-${count}`, type: 'provider', ...fields }
}

/** A registered agent and the context that its own key has, as the API would make it. */
export async function registered(by: TestCtx, fields: Partial<RegisterAgentInput> = {}) {
  const agent = await registerAgent(by, newAgent(fields))
  const actor = await checkApiKey(by, agent.api_key ?? '', null)
  if (!actor) throw new Error('The key of a new agent does not open.')
  return { agent, own: actingAs(by, actor) }
}

/** A database for the registry of agents: two clinics with those who may act there, and what the tests read. */
export function openRegistry() {
  const { db } = openTestDatabase()

  async function setting() {
    const ctx = testCtx(db())
    const [here, there] = [await makeClinic(ctx), await makeClinic(ctx)]
    const as = (actor: Ctx['actor']): TestCtx => actingAs(ctx, actor)
    return {
      ctx,
      here,
      there,
      as,
      clerk: as(staffActor('scheduler', [here.id])),
      viewer: as(staffActor('viewer', [here.id])),
      key: as(keyActor(['agents:*'], [here.id])),
      stranger: as(staffActor('admin', [there.id])),
    }
  }

  const stored = (id: string) => db().agent.findUniqueOrThrow({ where: { id } })
  const countEvents = (id: string, action: string) =>
    db().auditEvent.count({ where: { subject_id: id, action, is_denied: false } })
  return { db, setting, stored, countEvents }
}
