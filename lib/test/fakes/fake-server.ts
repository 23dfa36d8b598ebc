import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request, read to its end. */
export interface FakeRequest {
  method: string
  url: URL
  headers: IncomingMessage['headers']
  body: string
}

export interface FakeAnswer {
  status: number
  body: unknown
  headers?: Record<string, string>
}

/** What happens to a request: an answer, a connection cut before any answer, or silence for ever. */
export type FakeReaction = FakeAnswer | 'hang_up' | 'silence'

export interface FakeServer {
  /** `http://127.0.0.1:port`: a literal address, which no SDK rewrites. */
  url: string
  close(): Promise<void>
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function respond(response: ServerResponse, reaction: FakeReaction): void {
  if (reaction === 'silence') return
  if (reaction === 'hang_up') {
    response.socket?.destroy()
    return
  }
  const isText = typeof reaction.body === 'string'
  response.writeHead(reaction.status, {
    'content-type': isText ? 'text/html' : 'application/json',
    ...reaction.headers,
  })
  response.end(isText ? (reaction.body as string) : JSON.stringify(reaction.body))
}

/** Starts a plain HTTP/1.1 server on 127.0.0.1; port 0 takes a free one. A throwing handler answers 500 with its message. */
export async function startFakeServer(
  handle: (request: FakeRequest) => FakeReaction | Promise<FakeReaction>,
  port = 0,
): Promise<FakeServer> {
  const server = createServer(async (request, response) => {
    try {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1')
      const body = await readBody(request)
      respond(response, await handle({ method: request.method ?? '', url, headers: request.headers, body }))
    } catch (error) {
      respond(response, { status: 500, body: `The fake failed: ${String(error)}` })
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
