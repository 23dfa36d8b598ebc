import type { ConverseCommandInput, ConverseCommandOutput } from '@aws-sdk/client-bedrock-runtime'
import type {
  ReplyModel,
  ReplyModelFailure,
  ReplyModelReading,
  ReplyModelRequest,
  ReplyModelUsage,
} from '#lib/domain/messaging/reply-model.ts'
import { createConverse, toolInput } from './converse.ts'
import {
  messageBlocks,
  PROMPT_VERSION,
  readToolInput,
  SYSTEM_PROMPT,
  TOOL_NAME,
  toolConfig,
} from './prompt.ts'

export interface BedrockConfig {
  /** An inference profile or model id. */
  modelId: string
  region?: string
  /** Another host for the real SDK, for tests. */
  endpoint?: string
  /** Looks at what goes in and comes out; a text that it stops is read by a person. */
  guardrail?: { id: string; version: string }
  /** US dollars for a million tokens, which is millionths of a dollar for one. */
  price: { input: number; output: number }
}

/** Longest wait for a reading, tries included; then a person reads. */
export const BEDROCK_TIMEOUT_MS = 10_000
const MAX_TOKENS = 400
/** Longer texts are not cut, because the word that turns the meaning may be at the end: a person reads them. */
export const MAX_MODEL_TEXT = 500

const commandInput = (
  request: ReplyModelRequest,
  { modelId, guardrail }: BedrockConfig,
): ConverseCommandInput => ({
  modelId,
  system: [{ text: SYSTEM_PROMPT }],
  messages: [{ role: 'user', content: messageBlocks(request) }],
  inferenceConfig: { maxTokens: MAX_TOKENS, temperature: 0 },
  toolConfig: toolConfig(request),
  ...(guardrail
    ? { guardrailConfig: { guardrailIdentifier: guardrail.id, guardrailVersion: guardrail.version } }
    : {}),
})

const failure = (reason: ReplyModelFailure, usage: ReplyModelUsage | null = null): ReplyModelReading => ({
  choice: null,
  confidence: 0,
  reason,
  usage,
})

function usageOf(output: ConverseCommandOutput, { modelId, price }: BedrockConfig): ReplyModelUsage {
  const input_tokens = output.usage?.inputTokens ?? 0
  const output_tokens = output.usage?.outputTokens ?? 0
  const cost_micros = Math.round(input_tokens * price.input + output_tokens * price.output)
  return { model_id: modelId, input_tokens, output_tokens, cost_micros }
}

/** Only a complete, single call of the tool counts; a cut-off answer may hold part of an input. */
function readingOf(
  output: ConverseCommandOutput,
  request: ReplyModelRequest,
  config: BedrockConfig,
): ReplyModelReading {
  const usage = usageOf(output, config)
  if (output.stopReason === 'guardrail_intervened' || output.stopReason === 'content_filtered') {
    return failure('blocked_by_guardrail', usage)
  }
  const read = readToolInput(toolInput(output, TOOL_NAME), request)
  return read === null ? failure('invalid_answer', usage) : { ...read, reason: null, usage }
}

/** Failures by the SDK's error names; all others are `unavailable`. */
const FAILURES: Readonly<Record<string, ReplyModelFailure>> = {
  AbortError: 'timeout',
  TimeoutError: 'timeout',
  ModelTimeoutException: 'timeout',
  ThrottlingException: 'throttled',
  ModelNotReadyException: 'throttled',
  ServiceQuotaExceededException: 'throttled',
  AccessDeniedException: 'refused',
  CredentialsProviderError: 'refused',
  ExpiredTokenException: 'refused',
  ResourceNotFoundException: 'refused',
  UnrecognizedClientException: 'refused',
  ValidationException: 'refused',
}

/**
 * Reads replies with a model through Bedrock's Converse API and a forced tool with a closed schema. It sends the text and the
 * numbered options, nothing of the patient, and answers with a choice from closed lists or a reason why there is none; it never throws
 * for what the service does, and no error text leaves it.
 */
export function createBedrockReplyModel(
  config: BedrockConfig,
  settings: { timeoutMs?: number } = {},
): ReplyModel {
  const timeoutMs = settings.timeoutMs ?? BEDROCK_TIMEOUT_MS
  const converse = createConverse(config, timeoutMs)

  async function read(request: ReplyModelRequest): Promise<ReplyModelReading> {
    if (request.options.length === 0 && !request.has_visit) return failure('no_options')
    if (request.text.length > MAX_MODEL_TEXT) return failure('text_too_long')
    try {
      return readingOf(await converse(commandInput(request, config)), request, config)
    } catch (error) {
      const name = error instanceof Error ? error.name : ''
      return failure(Object.hasOwn(FAILURES, name) ? FAILURES[name]! : 'unavailable')
    }
  }

  return { name: config.modelId, promptVersion: PROMPT_VERSION, read }
}
