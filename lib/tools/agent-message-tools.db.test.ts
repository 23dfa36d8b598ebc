import { describe, expect, it } from 'vitest'
import { actingAs } from '#lib/core/context.ts'
import { setMessageStatus } from '#lib/services/agent-message/set-status.ts'
import { keyActor, type TestCtx, testCtx } from '#lib/test/context.ts'
import { makeClinic } from '#lib/test/factories.ts'
import { livePeer, sendTask, sharedKey } from '#lib/test/messages.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { refusal } from '#lib/test/scheduling.ts'
import { getAgentMessageTool } from './get-agent-message.ts'
import { listDeadLettersTool } from './list-dead-letters.ts'

const database = openTestDatabase()

async function setting() {
  const ctx = testCtx(database.db())
  const clinic = await makeClinic(ctx)
  const local = sharedKey(ctx, [clinic.id])
  const [from, to] = [await livePeer(local), await livePeer(local)]
  const reader = actingAs(ctx, keyActor(['messages:read'], [clinic.id])) as TestCtx
  const fail = async (reason: string) => {
    const { id } = await sendTask(from, to, { content: { steps: ['one'] } })
    await setMessageStatus(to.own, { message_id: id, status: 'failed', reason })
    return id
  }
  return { ctx, clinic, from, to, reader, fail }
}

describe('list_dead_letters', () => {
  it('tells what failed and why, newest first, in pages, and nothing of other clinics', async () => {
    const { reader, fail, to } = await setting()
    await (await setting()).fail('Elsewhere')
    const [first, second] = [await fail('No paper'), await fail('No ink')]
    const listed = await listDeadLettersTool.call(reader, {})
    expect(listed.messages).toMatchObject([
      { message_id: second, failure_reason: 'No ink', status: 'failed', to_agent: to.name },
      { message_id: first, failure_reason: 'No paper' },
    ])
    const page = await listDeadLettersTool.call(reader, { limit: 1 })
    const rest = await listDeadLettersTool.call(reader, { limit: 1, cursor: page.next_cursor })
    expect([page.messages, rest.messages]).toMatchObject([[{ message_id: second }], [{ message_id: first }]])
    expect((await listDeadLettersTool.call(reader, { status: 'expired' })).messages).toEqual([])
    expect((await listDeadLettersTool.call(reader, { agent: to.name })).messages).toHaveLength(2)
    await refusal(listDeadLettersTool.call(reader, { agent: 'nobody-here' }), 'not_found')
  })
})

describe('get_agent_message', () => {
  it('tells one whole, to who may see it', async () => {
    const { reader, fail, from } = await setting()
    const message_id = await fail('No paper')
    const message = await getAgentMessageTool.call(reader, { message_id })
    expect(message).toMatchObject({
      message_id,
      from_agent: from.name,
      content: { steps: ['one'] },
      failure_reason: 'No paper',
      result: null,
    })
    await refusal(getAgentMessageTool.call((await setting()).reader, { message_id }), 'not_found')
  })

  it('is out of order, as the rest of it, where outside agents are turned off', async () => {
    const { reader, fail } = await setting()
    const message_id = await fail('No paper')
    const off = { ...reader, config: { ...reader.config, isAgentMessagingEnabled: false } }
    await refusal(getAgentMessageTool.call(off, { message_id }), 'unavailable')
    await refusal(listDeadLettersTool.call(off, {}), 'unavailable')
  })
})
