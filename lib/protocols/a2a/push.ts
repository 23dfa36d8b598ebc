import { StreamResponse, Task } from '@a2a-js/sdk'
import { V03PushNotificationSerializer } from '@a2a-js/sdk/compat/v0_3/server'
import { V1PushNotificationSerializer } from '@a2a-js/sdk/server'
import type { Ctx } from '#lib/core/context.ts'
import { readOutcome } from '#lib/domain/agents/delivery.ts'
import { claimPush, type PushInHand, settlePush } from '#lib/services/peer-task/claim-push.ts'

/** The header that every SDK reads the token from; the specification names none. */
const TOKEN_HEADER = 'x-a2a-notification-token'
/** More events than any task has between two tries; the rest comes with the next job. */
const MAX_AT_ONCE = 50

const SERIALIZERS = {
  '1.0': new V1PushNotificationSerializer(),
  '0.3': new V03PushNotificationSerializer(),
}

/** What is posted: the event itself, or for a peer of 0.3 the task in the words of that version. */
function bodyOf({ row, event, task }: PushInHand) {
  const serializer = SERIALIZERS[row.wire_version === '0.3' ? '0.3' : '1.0']
  return serializer.serialize(StreamResponse.fromJSON(event), Task.fromJSON(task.task))
}

/** Both ways in which a receiver may tell that it is us: credentials of its own, and a token. */
function headersOf({ config }: PushInHand): Record<string, string> {
  const { authentication, token } = config
  return {
    ...(authentication?.credentials
      ? { authorization: `${authentication.scheme} ${authentication.credentials}` }
      : {}),
    ...(token === '' ? {} : { [TOKEN_HEADER]: token }),
  }
}

async function tell(ctx: Ctx, push: PushInHand): Promise<boolean> {
  const { body, contentType } = bodyOf(push)
  const answer = await ctx.ports.outside.post({
    url: push.config.url,
    body,
    contentType,
    headers: { ...headersOf(push), 'a2a-version': push.row.wire_version, 'webhook-id': push.event_id },
  })
  return settlePush(ctx, push, readOutcome(answer))
}

/**
 * Tells one address what it has not been told yet, event by event, in order and at least once. Stops at the first that is
 * not taken, which is tried again later. The address is checked again as it connects; redirects are not followed.
 */
export async function pushPeerTask(ctx: Ctx, pushId: string): Promise<void> {
  for (let told = 0; told < MAX_AT_ONCE; told += 1) {
    const push = await claimPush(ctx, pushId)
    if (push === null || !(await tell(ctx, push))) return
  }
}
