import { randomUUID } from 'node:crypto'
import type { Message } from '@a2a-js/sdk'
import { Message as MessageCodec } from '@a2a-js/sdk'
import type { Ctx } from '#lib/core/context.ts'
import { TaskDraft } from '#lib/protocols/a2a/draft.ts'
import type { A2aFixtures } from '#lib/protocols/a2a/fixture-port.ts'
import type { ArtifactJson, MessageJson } from '#lib/protocols/a2a/task-json.ts'
import { changeTask } from '#lib/services/peer-task/append.ts'
import type { OpenTask } from '#lib/services/peer-task/sealed.ts'

/** Twice the time that the kit waits for an event of a stream. */
const LONG_RUNNING_MS = 4_000

type Play = (draft: TaskDraft) => TaskDraft

const textArtifact = (text: string): ArtifactJson => ({ artifactId: 'tck', parts: [{ text }] })
const file = { filename: 'output.txt', mediaType: 'text/plain' }
const fileArtifact: ArtifactJson = {
  artifactId: 'tck',
  parts: [{ raw: Buffer.from('output').toString('base64'), ...file }],
}
const streamed =
  (text: string): Play =>
  (draft) =>
    draft.artifact(textArtifact(text)).status('completed')

/** What the kit's scenarios want of a message whose id begins like this; the longest that fits counts. */
const PLAYS: Readonly<Record<string, Play>> = {
  'tck-complete-task': (draft) => draft.status('completed', 'Hello from TCK'),
  'tck-artifact-text': streamed('Generated text content'),
  'tck-artifact-file': (draft) => draft.artifact(fileArtifact).status('completed'),
  'tck-artifact-file-url': (draft) =>
    draft
      .artifact({ artifactId: 'tck', parts: [{ url: 'https://example.com/output.txt', ...file }] })
      .status('completed'),
  'tck-artifact-data': (draft) =>
    draft.artifact({ artifactId: 'tck', parts: [{ data: { key: 'value', count: 42 } }] }).status('completed'),
  'tck-input-required': (draft) => draft.status('input_required', 'More input is needed.'),
  'tck-reject-task': (draft) => draft.status('rejected', 'rejected'),
  'tck-stream-001': streamed('Stream hello from TCK'),
  'tck-stream-002': (draft) => draft.status('completed'),
  'tck-stream-003': streamed('Stream task lifecycle'),
  'tck-stream-ordering-001': streamed('Ordered output'),
  'tck-stream-artifact-text': streamed('Streamed text content'),
  'tck-stream-artifact-file': (draft) => draft.artifact(fileArtifact).status('completed'),
  'tck-stream-artifact-chunked': (draft) =>
    draft.chunk(textArtifact('chunk-1 '), false).chunk(textArtifact('chunk-2'), true).status('completed'),
  'test-resubscribe-message-id': (draft) => draft.status('completed'),
}
const LONG_RUNNING = 'test-resubscribe-message-id'
const OF_THE_KIT = /^(tck-|test-resubscribe-)/
const DIRECT = 'tck-message-response'

function playOf(messageId: string): string | null {
  const fitting = Object.keys(PLAYS).filter((prefix) => messageId.startsWith(prefix))
  return fitting.sort((a, b) => b.length - a.length)[0] ?? null
}

/** The one scenario that answers with a message and makes no task. */
function directAnswer(message: Message | undefined): Message | null {
  if (!message?.messageId.startsWith(DIRECT)) return null
  return MessageCodec.fromJSON({
    messageId: `answer-to-${message.messageId}`.slice(0, 128),
    contextId: message.contextId,
    role: 'ROLE_AGENT',
    parts: [{ text: 'Direct message response' }],
  })
}

/** The kit begins one task after the other with the same message, where a product's peer would mean a repetition. */
const saltOf = ({ messageId, taskId }: MessageJson): string =>
  OF_THE_KIT.test(messageId) && !taskId ? randomUUID() : ''

/** Plays what the kit asks for. Null: this is no message of the kit's. */
async function act(ctx: Ctx, task: OpenTask, message: MessageJson): Promise<{ look_at: Date | null } | null> {
  const name = playOf(message.messageId)
  if (name === null) return null
  const due = new Date(task.status_at.getTime() + LONG_RUNNING_MS)
  if (name === LONG_RUNNING && due.getTime() > ctx.now()) return { look_at: due }
  await changeTask(ctx, task.id, async (tx, row) =>
    PLAYS[name]!(new TaskDraft(tx, row)).change({ handled_count: task.handled_count + 1 }),
  )
  return { look_at: null }
}

/** Takes the place of lib/protocols/a2a/fixtures.ts in a build that `npm run conformance` makes. */
export const a2aFixtures: A2aFixtures = { directAnswer, saltOf, act }
