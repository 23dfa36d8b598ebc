import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type App, setAppForTests } from '#lib/compose.ts'
import type { RouteHandler } from '#lib/http/route.ts'

const ROUTES = join(import.meta.dirname, '../../app')

/** The route file of a path and what its `[param]` folders stand for, as Next finds them; null for none. */
async function findRoute(path: string) {
  let folder = ROUTES
  const params: Record<string, string> = {}
  for (const segment of path.split('/').filter(Boolean)) {
    const names = await readdir(folder)
    const param = names.find((name) => /^\[\w+\]$/.test(name))
    const rest = names.find((name) => /^\[\.{3}\w+\]$/.test(name))
    const name = names.includes(segment) ? segment : (param ?? rest)
    if (!name) return null
    if (name === param) params[param.slice(1, -1)] = segment
    folder = join(folder, name)
    if (name === rest) break
  }
  const file = join(folder, 'route.ts')
  return existsSync(file) ? { file, params } : null
}

async function toRequest(incoming: IncomingMessage, signal: AbortSignal): Promise<Request> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const { method = 'GET', headers, url } = incoming
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return new Request(`http://${headers.host}${url}`, {
    method,
    headers: headers as Record<string, string>,
    signal,
    ...(hasBody ? { body: Buffer.concat(chunks) } : {}),
  })
}

async function respond(outgoing: ServerResponse, response: Response): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  if (response.body) await pipeline(Readable.fromWeb(response.body as never), outgoing)
  else outgoing.end()
}

async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController()
  outgoing.on('close', () => gone.abort())
  const request = await toRequest(incoming, gone.signal)
  const found = await findRoute(new URL(request.url).pathname)
  const routes = found ? ((await import(found.file)) as Record<string, RouteHandler>) : {}
  const handler = routes[request.method]
  if (!found || !handler) {
    outgoing.writeHead(404).end()
    return
  }
  await respond(outgoing, await handler(request, { params: Promise.resolve(found.params) }))
}

/** The product's API over real HTTP on a free port, with the routes that Next would serve and the app of the test. */
export async function serveApp(app: App, port = 0): Promise<{ url: string; close(): Promise<void> }> {
  setAppForTests(app)
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => {
      // A stream that its reader has left ends like this.
      if (!outgoing.headersSent) outgoing.writeHead(500).end(String(error))
      else outgoing.destroy()
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      setAppForTests(null)
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
