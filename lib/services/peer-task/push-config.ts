import { type Ctx, nowDate, store, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { PeerTaskPush } from '#lib/db/generated/client.ts'
import { MAX_PUSH_CONFIGS } from '#lib/domain/agents/peer-task.ts'
import { invalidInput, notFound } from '#lib/domain/errors.ts'
import { lockTask } from './append.ts'

/** Where and how a peer wants to be told; `config` is stored sealed, with its credentials. */
export interface PushTarget {
  config_id: string
  wire_version: string
  config: PushConfig
}

export interface PushConfig {
  url: string
  token: string
  authentication: { scheme: string; credentials: string } | null
}

const configAt = (id: string) => ({ table: 'peer_task_push', column: 'config_sealed', id })

/** Where a task’s news are pushed, opened. */
export const openConfig = (ctx: Ctx, row: Pick<PeerTaskPush, 'id' | 'config_sealed'>): PushConfig =>
  JSON.parse(ctx.sealer.open(configAt(row.id), row.config_sealed)) as PushConfig

/**
 * Adds an address to a task, or changes the one of this name, which is then told from where it was. It hears of what comes
 * after `last_seq`. Throws `invalid_input` when there are too many. The address must have been checked.
 */
export async function addPush(
  tx: TxCtx,
  task: { id: string; last_seq: number },
  target: PushTarget,
): Promise<void> {
  const now = nowDate(tx)
  const where = { task_id_config_id: { task_id: task.id, config_id: target.config_id } }
  const known = await tx.tx.peerTaskPush.findUnique({ where })
  const id = known?.id ?? tx.newId()
  const fields = {
    config_sealed: tx.sealer.seal(configAt(id), JSON.stringify(target.config)),
    wire_version: target.wire_version,
    state: 'active',
    tries: 0,
    last_error: null,
    updated_at: now,
  }
  if (known) {
    const due_at = known.cursor < task.last_seq ? now : null
    await tx.tx.peerTaskPush.update({ where, data: { ...fields, due_at } })
    if (due_at) tx.outgoing.wakes.push({ kind: 'peer_task.push', key: id })
    return
  }
  if ((await tx.tx.peerTaskPush.count({ where: { task_id: task.id } })) >= MAX_PUSH_CONFIGS)
    throw invalidInput(`One task tells at most ${MAX_PUSH_CONFIGS} addresses. Delete one first.`, 'id')
  await tx.tx.peerTaskPush.create({
    data: {
      ...fields,
      id,
      task_id: task.id,
      config_id: target.config_id,
      cursor: task.last_seq,
      created_at: now,
    },
  })
}

/** As `addPush`, for a task that is there already. */
export const setPush = (ctx: Ctx, taskId: string, target: PushTarget): Promise<void> =>
  mutate(ctx, { name: 'peer_task.set_push', permission: null }, async (tx) =>
    addPush(tx, await lockTask(tx, taskId), target),
  )

/** The addresses of a task, the oldest first. */
export async function listPushes(ctx: Ctx, taskId: string): Promise<PushTarget[]> {
  const rows = await store(ctx).peerTaskPush.findMany({
    where: { task_id: taskId },
    orderBy: [{ created_at: 'asc' }, { id: 'asc' }],
  })
  return rows.map((row) => ({
    config_id: row.config_id,
    wire_version: row.wire_version,
    config: openConfig(ctx, row),
  }))
}

/** One address of a task; without a name the only one. Throws `not_found`. */
export async function getPush(ctx: Ctx, taskId: string, configId: string): Promise<PushTarget> {
  const all = await listPushes(ctx, taskId)
  const found = configId === '' && all.length === 1 ? all[0] : all.find((each) => each.config_id === configId)
  if (!found) throw notFound('The push notification configuration')
  return found
}

/** Takes an address away; one that is not there is gone already. */
export async function removePush(ctx: Ctx, taskId: string, configId: string): Promise<void> {
  await mutate(ctx, { name: 'peer_task.remove_push', permission: null }, (tx) =>
    tx.tx.peerTaskPush.deleteMany({ where: { task_id: taskId, config_id: configId } }),
  )
}
