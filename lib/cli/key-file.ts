import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** Where the commands find the running product, and the key that they show it. `npm start` writes it. */
export const commandLineFile = (dataDir: string) => join(dataDir, 'command-line.json')

const access = z.object({ url: z.url(), key: z.string().min(1) })
export type CommandLineAccess = z.infer<typeof access>

/** Null when there is none, or it cannot be read. */
export function readAccess(dataDir: string): CommandLineAccess | null {
  try {
    return access.parse(JSON.parse(readFileSync(commandLineFile(dataDir), 'utf8')))
  } catch {
    return null
  }
}
