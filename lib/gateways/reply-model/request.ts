import type {
  RequestModel,
  RequestModelInput,
  RequestModelReading,
} from '#lib/domain/agents/request-model.ts'
import { logger } from '#lib/logger.ts'
import { BEDROCK_TIMEOUT_MS, type BedrockConfig } from './bedrock.ts'
import { createConverse, toolInput } from './converse.ts'
import { stripInvisible } from './prompt.ts'
import { REQUEST_PROMPT, REQUEST_TOOL, readRequestInput, requestToolConfig } from './request-prompt.ts'

const MAX_TOKENS = 400
const NOTHING: RequestModelReading = { choice: null, confidence: 0 }

/**
 * Reads what outside agents ask in plain words, through Bedrock's Converse API and a forced tool with a closed schema. It
 * sends the words with phone numbers already taken out, and answers with a request from the list or none; it never throws
 * for what the service does, and no error text leaves it.
 */
export function createBedrockRequestModel(
  config: BedrockConfig,
  settings: { timeoutMs?: number } = {},
): RequestModel {
  const { modelId, guardrail } = config
  const converse = createConverse(config, settings.timeoutMs ?? BEDROCK_TIMEOUT_MS)

  async function readRequest(asked: RequestModelInput): Promise<RequestModelReading> {
    try {
      const output = await converse({
        modelId,
        system: [{ text: REQUEST_PROMPT }],
        messages: [{ role: 'user', content: [{ text: JSON.stringify(stripInvisible(asked.text)) }] }],
        inferenceConfig: { maxTokens: MAX_TOKENS, temperature: 0 },
        toolConfig: requestToolConfig(asked),
        ...(guardrail
          ? { guardrailConfig: { guardrailIdentifier: guardrail.id, guardrailVersion: guardrail.version } }
          : {}),
      })
      return readRequestInput(toolInput(output, REQUEST_TOOL), asked) ?? NOTHING
    } catch (error) {
      // The SDK's message may quote what was sent; its name does not.
      logger.warn({ error: error instanceof Error ? error.name : '' }, 'the model did not read a request')
      return NOTHING
    }
  }

  return { name: modelId, readRequest }
}
