import type { App } from '#lib/compose.ts'
import type { Actor, Ctx } from '#lib/core/context.ts'
import type { LiveEvent } from '#lib/domain/events.ts'
import { isKeyValid } from '#lib/services/api-key/is-valid.ts'
import { checkSession } from '#lib/services/session/check.ts'
import { serverSentEvents } from './server-sent-events.ts'

/**
 * True when the event concerns the actor: of their clinics, or of none in particular. An agent's own key hears of what
 * waits for it, and of nothing else.
 */
export function concerns(actor: Actor, event: LiveEvent): boolean {
  if (actor.agentId !== undefined) return event.agent_id === actor.agentId
  return actor.clinicIds === 'all' || event.clinic_id === null || actor.clinicIds.includes(event.clinic_id)
}

/** The actor as of now, or null when the session or the key is over. */
async function currentActor(ctx: Ctx): Promise<Actor | null> {
  if (ctx.actor.sessionId !== undefined) return checkSession(ctx, ctx.actor.sessionId, { isActivity: false })
  return (await isKeyValid(ctx, ctx.actor)) ? ctx.actor : null
}

/** What changed, for the console: filtered by the actor's clinics, which are asked again with every heartbeat. */
export function eventStream(app: App, ctx: Ctx, signal: AbortSignal): Response {
  let actor = ctx.actor
  return serverSentEvents(app, ctx, signal, {
    read: (event) => (concerns(actor, event) ? event : null),
    async isAllowed() {
      const current = await currentActor(ctx)
      if (current !== null) actor = current
      return current !== null
    },
  })
}
