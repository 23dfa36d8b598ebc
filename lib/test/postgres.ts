import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createCluster,
  freePort,
  packagedPostgres,
  type ServerUser,
  serverUser,
  startServer,
} from '../../bin/lib/postgres.mjs'
import { ensureBinariesReachable } from '../../bin/lib/postgres-place.mjs'

/** The migrated, empty database of a run. Nobody connects to it: PostgreSQL clones only a database at rest. */
export const TEMPLATE = 'switchboard_template'
/** Owns every table, migrates, and may do anything: what a test uses to look behind the product's back. */
const OWNER = 'switchboard_owner'
/** What the product connects as. */
const APPLICATION = 'switchboard_app'
const PASSWORD = 'test'
const MAX_CONNECTIONS = 300

/**
 * Runs the server until standard input closes, which happens however this process ends, then removes the cluster.
 * File descriptor 3 keeps standard input, because a shell gives its background jobs /dev/null.
 */
const guard = (folder: string) => `exec 3<&0
"$0" "$@" 3<&- &
server=$!
{ cat <&3 >/dev/null; kill -INT $server; } &
wait $server
rm -rf '${folder}'`

export interface TestCluster {
  /** URL of a database of this cluster, as the owner of everything. */
  ownerUrl(database: string): string
  /** URL of a database of this cluster, as the role that the product runs as. */
  applicationUrl(database: string): string
  stop(): Promise<void>
}

function makeFolder(user: ServerUser | null): string {
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-test-'))
  if (user) chownSync(folder, user.uid, user.gid)
  return folder
}

/**
 * Starts a PostgreSQL cluster of its own on a free port, which is gone with this process. `isDurable` keeps fsync on,
 * for tests that kill the server.
 */
export async function startTestCluster(options: { isDurable?: boolean } = {}): Promise<TestCluster> {
  const user = serverUser()
  const binaries = ensureBinariesReachable(packagedPostgres(), user)
  const folder = makeFolder(user)
  const dataDir = join(folder, 'data')
  const durability = options.isDurable ? 'on' : 'off'
  try {
    createCluster({ binaries, dataDir, user, superuser: OWNER, password: PASSWORD, throwAway: true })
    const port = await freePort()
    const { child } = await startServer({
      binaries,
      dataDir,
      user,
      port,
      logFile: join(folder, 'postgres.log'),
      guard: guard(folder),
      settings: {
        max_connections: String(MAX_CONNECTIONS),
        fsync: durability,
        full_page_writes: durability,
        synchronous_commit: durability,
        // A database lives for the seconds of its test: there is nothing to clean up in it.
        autovacuum: 'off',
      },
    })
    const url = (role: string) => (database: string) =>
      `postgresql://${role}:${PASSWORD}@127.0.0.1:${port}/${database}`
    return {
      ownerUrl: url(OWNER),
      applicationUrl: url(APPLICATION),
      async stop() {
        const gone = child.exitCode === null ? once(child, 'exit') : null
        child.stdin?.end()
        await gone
      },
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}
