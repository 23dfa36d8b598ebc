import {
  BedrockRuntimeClient,
  ConverseCommand,
  type ConverseCommandInput,
  type ConverseCommandOutput,
} from '@aws-sdk/client-bedrock-runtime'
import { NodeHttpHandler } from '@smithy/node-http-handler'

interface Endpoint {
  region?: string
  /** Another host for the real SDK, for tests. */
  endpoint?: string
}

const MAX_ATTEMPTS = 2

/** One call of Converse that ends within `timeoutMs`, tries included. Throws what the SDK throws. */
export function createConverse({ region, endpoint }: Endpoint, timeoutMs: number) {
  const client = new BedrockRuntimeClient({
    ...(region ? { region } : {}),
    ...(endpoint ? { endpoint } : {}),
    maxAttempts: MAX_ATTEMPTS,
    // The default handler speaks HTTP/2, which neither HTTP/1.1 proxies nor plain test servers understand.
    requestHandler: new NodeHttpHandler({
      connectionTimeout: timeoutMs,
      requestTimeout: timeoutMs,
      throwOnRequestTimeout: true,
    }),
  })
  return (input: ConverseCommandInput): Promise<ConverseCommandOutput> =>
    client.send(new ConverseCommand(input), { abortSignal: AbortSignal.timeout(timeoutMs) })
}

/** The input of the one forced tool; null when there is none, or more, or the answer was cut off or stopped. */
export function toolInput(output: ConverseCommandOutput, tool: string): unknown {
  const calls = (output.output?.message?.content ?? []).flatMap((block) => block.toolUse ?? [])
  const [call] = calls
  return output.stopReason === 'tool_use' && calls.length === 1 && call?.name === tool ? call.input : null
}
