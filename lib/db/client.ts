import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client.ts'
import { statementNames } from './statement-names.ts'

export type Db = PrismaClient
/** A transaction, or the client itself: whatever a statement can run on. */
export type Tx = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$use' | '$extends'>

/** Connections of one process. Two cores and a laptop's Postgres: more only queue inside the database. */
const POOL_SIZE = 16
const CONNECT_TIMEOUT_MS = 5_000
const STATEMENT_TIMEOUT_MS = 15_000

/** Opens a pool on `url`. Statements are cut off after 15 s, as transactions are. */
export function createDb(url: string, options: { poolSize?: number } = {}): Db {
  const adapter = new PrismaPg(
    {
      connectionString: url,
      max: options.poolSize ?? POOL_SIZE,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      application_name: 'switchboard',
    },
    { statementNameGenerator: statementNames() },
  )
  return new PrismaClient({ adapter })
}
