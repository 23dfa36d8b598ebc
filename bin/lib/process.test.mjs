import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { isAlive } from './process.mjs'

/** A server with threads that take a moment to end, as a web server's do. */
const SERVER = `
  const { Worker } = require('node:worker_threads')
  const holds = 'const all = []; for (let i = 0; i < 40; i += 1) all.push(Buffer.alloc(2e6, 1)); setInterval(() => all.length, 1e6)'
  for (let i = 0; i < 6; i += 1) new Worker(holds, { eval: true })
  const server = require('node:net').createServer()
  server.listen(0, '127.0.0.1', () => setTimeout(() => console.log(server.address().port), 150))`

async function isFree(port) {
  const server = createServer()
  const settled = once(server, 'listening').catch(() => null)
  server.listen(port, '127.0.0.1')
  const isListening = (await settled) !== null
  if (isListening) await new Promise((resolve) => server.close(resolve))
  return isListening
}

it.each([1, 2, 3])('a process that was killed is gone when nothing of it holds its port (%i)', async () => {
  const child = spawn(process.execPath, ['-e', SERVER], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [port] = await once(child.stdout, 'data')
  child.kill('SIGKILL')
  // Without a turn of the event loop nobody reaps it: it is a zombie, as one whose parent died may be.
  while (isAlive(child.pid));
  expect(await isFree(Number(port))).toBe(true)
})
