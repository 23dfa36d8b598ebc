import { type FakeAnswer, type FakeReaction, type FakeRequest, startFakeServer } from './fake-server.ts'

/** The parts of a Converse request that tests look at. */
export interface ConverseRequest {
  modelId: string
  system: { text: string }[]
  messages: { role: string; content: { text: string }[] }[]
  inferenceConfig: Record<string, number>
  guardrailConfig?: { guardrailIdentifier: string; guardrailVersion: string }
  toolConfig: {
    tools: { toolSpec: { name: string; strict?: boolean; inputSchema: { json: Record<string, unknown> } } }[]
    toolChoice: { tool: { name: string } }
  }
}

export interface FakeBedrock {
  url: string
  requests: ConverseRequest[]
  /** What the next call meets; several calls queue up. Without one the fake answers `unclear`. */
  answerNext(answer: FakeReaction | { input: unknown; stopReason?: string }): void
  close(): Promise<void>
}

/** An error of the Bedrock runtime: the name travels in a header. Like the real one its sentence may quote the input. */
export const bedrockError = (name: string, status: number): FakeAnswer => ({
  status,
  headers: { 'x-amzn-errortype': `${name}:http://internal.amazon.com/coral/` },
  body: { message: `${name}: input was "hello"` },
})

function toolAnswer(tool: string, input: unknown, stopReason: string): FakeAnswer {
  return {
    status: 200,
    body: {
      metrics: { latencyMs: 12 },
      output: {
        message: {
          role: 'assistant',
          content: [{ text: 'I will report.' }, { toolUse: { toolUseId: 'tooluse_1', name: tool, input } }],
        },
      },
      stopReason,
      usage: { inputTokens: 321, outputTokens: 45, totalTokens: 366 },
    },
  }
}

/** A whole input of the tool of lib/gateways/reply-model/prompt.ts that chooses nothing. */
export const UNSURE = {
  choice: 'unclear',
  confidence: 0.5,
  topic: 'none',
  from_date: '',
  until_date: '',
  weekdays: [],
  not_weekdays: [],
  parts_of_day: [],
  not_parts_of_day: [],
  providers: [],
  shift: 'none',
}

/** Converse demands that a forced tool exists, and strict tools a closed schema. */
function checkRequest(request: ConverseRequest): FakeAnswer | null {
  const spec = request.toolConfig?.tools[0]?.toolSpec
  const isForced = spec !== undefined && request.toolConfig.toolChoice.tool.name === spec.name
  const isClosed = spec?.inputSchema.json.additionalProperties === false
  return isForced && isClosed ? null : bedrockError('ValidationException', 400)
}

/** A stand-in for Bedrock's Converse on 127.0.0.1, HTTP/1.1; give its `url` as the endpoint. */
export async function startFakeBedrock(): Promise<FakeBedrock> {
  const requests: ConverseRequest[] = []
  const answers: Parameters<FakeBedrock['answerNext']>[0][] = []

  function handle({ url, headers, body }: FakeRequest): FakeReaction {
    const modelId = /^\/model\/([^/]+)\/converse$/.exec(url.pathname)?.[1]
    if (modelId === undefined) return bedrockError('ResourceNotFoundException', 404)
    if (!/\/bedrock\/aws4_request/.test(headers.authorization ?? '')) {
      return bedrockError('UnrecognizedClientException', 403)
    }
    const request = { ...(JSON.parse(body) as ConverseRequest), modelId: decodeURIComponent(modelId) }
    requests.push(request)
    const refusal = checkRequest(request)
    if (refusal !== null) return refusal
    const answer = answers.shift() ?? { input: UNSURE }
    if (typeof answer === 'string' || 'status' in answer) return answer
    const tool = request.toolConfig.toolChoice.tool.name
    return toolAnswer(tool, answer.input, answer.stopReason ?? 'tool_use')
  }

  const server = await startFakeServer(handle)
  return { ...server, requests, answerNext: (answer) => answers.push(answer) }
}
