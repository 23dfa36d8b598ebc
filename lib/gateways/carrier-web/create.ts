import type { CarrierWeb, WebAnswer } from '#lib/domain/messaging/carrier-web.ts'

/** Well within the 15 seconds that Amazon SNS waits for us. */
const WEB_TIMEOUT_MS = 5_000
/** A certificate or an XML answer is a few KiB. */
const MAX_ANSWER_BYTES = 64 * 1024

async function readBody(response: Response): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > MAX_ANSWER_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Node's code of the network error, without its message, which may hold an address. */
function faultOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'timeout'
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined
  return typeof cause?.code === 'string' ? cause.code : 'network'
}

/** The way to the web around carriers, over this process's own fetch. */
export function createCarrierWeb(options: { timeoutMs?: number } = {}): CarrierWeb {
  async function ask(url: string, init: RequestInit): Promise<WebAnswer> {
    try {
      const signal = AbortSignal.timeout(options.timeoutMs ?? WEB_TIMEOUT_MS)
      const response = await fetch(url, { ...init, redirect: 'manual', signal })
      const body = await readBody(response)
      return body === null ? { fault: 'too_large' } : { status: response.status, body }
    } catch (error) {
      return { fault: faultOf(error) }
    }
  }
  return {
    get: (url) => ask(url, {}),
    post: ({ url, headers, body }) => ask(url, { method: 'POST', headers, body }),
  }
}
