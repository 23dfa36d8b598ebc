import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A way to a database that can be shut: connections are cut and new ones refused, or accepted and never served. */
export interface TcpGate {
  /** The same address, through the gate. */
  url: string
  shut(how: 'refuse' | 'hang'): void
  open(): void
  close(): void
}

/** Stands between a client and the server of `url`. */
export async function openTcpGate(url: string): Promise<TcpGate> {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  let state: 'open' | 'refuse' | 'hang' = 'open'
  const track = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  }
  const server = createServer((client) => {
    track(client)
    if (state === 'refuse') return client.destroy()
    if (state === 'hang') return
    const upstream = connect(Number(target.port), target.hostname)
    track(upstream)
    client.pipe(upstream).pipe(client)
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const through = new URL(url)
  through.hostname = '127.0.0.1'
  through.port = String((server.address() as AddressInfo).port)
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: through.href,
    shut(how) {
      state = how
      cut()
    },
    open() {
      state = 'open'
      cut()
    },
    close() {
      cut()
      server.close()
    },
  }
}
