import { createServer, type Server } from 'node:net'

/** Below the ports that systems give to outgoing connections: none of those has it when a product starts on it again. */
const FIRST_PORT = 15_000
const PORTS = 15_000

/** Listens where a product would. Rejects where somebody else does. */
export function occupy(at: number): Promise<Server> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(at, '127.0.0.1', () => resolve(server))
  })
}

/** A port that nobody has. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST_PORT + Math.floor(Math.random() * PORTS)
    const server = await occupy(port).catch(() => null)
    if (server === null) continue
    await new Promise((resolve) => server.close(resolve))
    return port
  }
}
