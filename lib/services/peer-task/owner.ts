import { canSeeClinic } from '#lib/core/authorize.ts'
import type { Actor, Ctx } from '#lib/core/context.ts'
import type { PeerTask } from '#lib/db/generated/client.ts'
import { expandScopes } from '#lib/domain/permissions.ts'

/** Whose tasks an actor's are. An agent keeps them when its key is made anew. */
export const ownerOf = (actor: Actor): string =>
  actor.agentId === undefined ? actor.principal : `agent:${actor.agentId}`

/** The clinic of an actor who has only one. */
export const onlyClinic = ({ clinicIds }: Actor): string | null =>
  clinicIds !== 'all' && clinicIds.length === 1 ? (clinicIds[0] ?? null) : null

/** True for the peer's own tasks in clinics that its key still covers. */
export const isOwn = (ctx: Ctx, row: Pick<PeerTask, 'owner' | 'clinic_id'>): boolean =>
  row.owner === ownerOf(ctx.actor) && (row.clinic_id === null || canSeeClinic(ctx, row.clinic_id))

interface StoredActor {
  kind: Actor['kind']
  id: string | null
  name: string
  permissions: string[]
  clinic_ids: 'all' | string[]
  principal: string
  agent_id: string | null
}

/** The actor as a task keeps it, so that a step that comes days later may do what its key was allowed, and no more. */
export const storedActor = (actor: Actor) =>
  ({
    kind: actor.kind,
    id: actor.id,
    name: actor.name,
    permissions: [...actor.permissions],
    clinic_ids: actor.clinicIds === 'all' ? 'all' : [...actor.clinicIds],
    principal: actor.principal,
    agent_id: actor.agentId ?? null,
  }) satisfies StoredActor

/** The same actor again. */
export function readActor(stored: unknown): Actor {
  const { kind, id, name, permissions, clinic_ids, principal, agent_id } = stored as StoredActor
  return {
    kind,
    id,
    name,
    permissions: new Set(expandScopes(permissions)),
    clinicIds: clinic_ids,
    principal,
    ...(agent_id === null ? {} : { agentId: agent_id }),
  }
}
