import {
  type CallToolResult,
  inputRequired,
  type McpServer,
  type ServerContext,
  type ServerNotifier,
} from '@modelcontextprotocol/server'
import { z } from 'zod'
import { PNG, WAV } from './media.ts'

/** Between two notifications, as the kit asks. */
const STEP_MS = 50
const wait = () => new Promise((resolve) => setTimeout(resolve, STEP_MS))

const text = (words: string) => ({ type: 'text', text: words }) as const
const image = { type: 'image', data: PNG, mimeType: 'image/png' } as const
const embedded = (uri: string, mimeType: string, words: string) =>
  ({ type: 'resource', resource: { uri, mimeType, text: words } }) as const

const ANSWERS: Record<string, CallToolResult['content']> = {
  test_simple_text: [text('This is a simple text response for testing.')],
  test_image_content: [image],
  test_audio_content: [{ type: 'audio', data: WAV, mimeType: 'audio/wav' }],
  test_embedded_resource: [
    embedded('test://embedded-resource', 'text/plain', 'This is an embedded resource content.'),
  ],
  test_multiple_content_types: [
    text('Multiple content types test:'),
    image,
    embedded('test://mixed-content-resource', 'application/json', '{"test":"data","value":123}'),
  ],
}

async function reportProgress({ mcpReq }: ServerContext): Promise<CallToolResult> {
  const progressToken = mcpReq._meta?.progressToken
  for (const progress of [0, 50, 100]) {
    if (progressToken !== undefined) {
      await mcpReq.notify({
        method: 'notifications/progress',
        params: { progressToken, progress, total: 100 },
      })
    }
    await wait()
  }
  return { content: [text('Done.')] }
}

async function writeLog({ mcpReq }: ServerContext): Promise<CallToolResult> {
  for (const words of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
    await mcpReq.log('info', words)
    await wait()
  }
  return { content: [text('Done.')] }
}

const askSampling = () =>
  inputRequired({
    inputRequests: {
      sample: inputRequired.createMessage({
        messages: [{ role: 'user', content: text('Hello') }],
        maxTokens: 10,
      }),
    },
  })

const askElicitation = () =>
  inputRequired({
    inputRequests: {
      answer: inputRequired.elicit({ message: 'Answer?', requestedSchema: z.object({ answer: z.string() }) }),
    },
  })

/** Answers that are always the same, and behaviour that shows on the wire. */
export function registerTools(server: McpServer, notify: ServerNotifier): void {
  const none = { inputSchema: z.object({}) }
  for (const [name, content] of Object.entries(ANSWERS)) {
    server.registerTool(name, { description: 'Answers with fixed content.', ...none }, async () => ({
      content,
    }))
  }
  server.registerTool('test_error_handling', { description: 'Always fails.', ...none }, async () => {
    throw new Error('This tool intentionally returns an error for testing')
  })
  server.registerTool(
    'test_tool_with_progress',
    { description: 'Reports progress.', ...none },
    (_args, ctx) => reportProgress(ctx),
  )
  for (const name of ['test_tool_with_logging', 'test_logging_tool']) {
    server.registerTool(name, { description: 'Writes to the log.', ...none }, (_args, ctx) => writeLog(ctx))
  }
  server.registerTool('test_missing_capability', { description: 'Needs sampling.', ...none }, async () =>
    askSampling(),
  )
  server.registerTool('test_streaming_elicitation', { description: 'Needs an answer.', ...none }, async () =>
    askElicitation(),
  )
  server.registerTool(
    'test_trigger_tool_change',
    { description: 'Says that tools changed.', ...none },
    async () => {
      notify.toolsChanged()
      return { content: [text('Said.')] }
    },
  )
  server.registerTool(
    'test_trigger_prompt_change',
    { description: 'Says that prompts changed.', ...none },
    async () => {
      notify.promptsChanged()
      return { content: [text('Said.')] }
    },
  )
}
