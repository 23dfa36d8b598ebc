import pg from 'pg'

/** pg-boss makes and upgrades its own tables there, so the role that runs it owns this schema and no other. */
const QUEUE_SCHEMA = 'pgboss'
/** Triggers refuse changes of these for everyone; the application's role does not even have the right to try. */
const APPEND_ONLY_TABLES = ['audit_event', 'audit_seal', 'audit_seal_item', 'consent_event']
const READ_ONLY_TABLES = ['_prisma_migrations']

const quote = pg.escapeIdentifier

/** Connects to `url`, runs `work` and disconnects. */
async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'switchboard-migrate' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** The database that an address names. */
export const databaseName = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1))

/** The role that an address signs in as. */
export const databaseRole = (url: string): string => decodeURIComponent(new URL(url).username)

/** The same server, another database. */
export function databaseUrl(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${encodeURIComponent(database)}`
  return changed.href
}

/**
 * Makes the database that `ownerUrl` names and the login role of `applicationUrl`, where they are missing. The role's
 * password is set each time, so it is always the one of the secrets file.
 */
export async function ensureDatabase(ownerUrl: string, applicationUrl: string): Promise<void> {
  const database = databaseName(ownerUrl)
  const { password } = new URL(applicationUrl)
  const role = databaseRole(applicationUrl)
  await withClient(databaseUrl(ownerUrl, 'postgres'), async (client) => {
    const roles = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role])
    const verb = roles.rowCount === 0 ? 'CREATE' : 'ALTER'
    const attributes = 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE'
    const secret = pg.escapeLiteral(decodeURIComponent(password))
    await client.query(`${verb} ROLE ${quote(role)} ${attributes} PASSWORD ${secret}`)
    const databases = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database])
    if (databases.rowCount === 0) await client.query(`CREATE DATABASE ${quote(database)}`)
  })
}

/** Removes a database that an earlier start did not finish, if there is one. */
export async function resetDatabase(ownerUrl: string): Promise<void> {
  await withClient(databaseUrl(ownerUrl, 'postgres'), (client) =>
    client.query(`DROP DATABASE IF EXISTS ${quote(databaseName(ownerUrl))} WITH (FORCE)`),
  )
}

/** Gives a database that nobody uses another name. */
export async function renameDatabase(ownerUrl: string, name: string): Promise<void> {
  await withClient(databaseUrl(ownerUrl, 'postgres'), (client) =>
    client.query(`ALTER DATABASE ${quote(databaseName(ownerUrl))} RENAME TO ${quote(name)}`),
  )
}

/** Whether the server has the database that `ownerUrl` names. */
export async function hasDatabase(ownerUrl: string): Promise<boolean> {
  return withClient(databaseUrl(ownerUrl, 'postgres'), async (client) => {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [databaseName(ownerUrl)])
    return found.rowCount === 1
  })
}

async function existing(client: pg.Client, tables: readonly string[]): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass(quote_ident(name)) IS NOT NULL',
    [tables],
  )
  return rows.map((row) => quote(row.name)).join(', ')
}

/**
 * Gives `role` what the product needs and no more: rows in our tables, its own schema for the queue. Without a role of
 * its own (an external database) only the queue's schema is made, and the triggers alone guard the audit trail.
 */
export async function grantToApplication(client: pg.Client, role: string | null): Promise<void> {
  // Asked first, because IF NOT EXISTS still wants the right to create schemas, which a DBA may have kept.
  const queueSchema = await client.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [QUEUE_SCHEMA])
  if (role === null) {
    if (queueSchema.rowCount === 0) await client.query(`CREATE SCHEMA ${QUEUE_SCHEMA}`)
    return
  }
  const to = quote(role)
  const appendOnly = await existing(client, APPEND_ONLY_TABLES)
  const readOnly = await existing(client, READ_ONLY_TABLES)
  await client.query(
    [
      'BEGIN',
      ...(queueSchema.rowCount === 0 ? [`CREATE SCHEMA ${QUEUE_SCHEMA} AUTHORIZATION ${to}`] : []),
      `GRANT USAGE ON SCHEMA public TO ${to}`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${to}`,
      `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${to}`,
      ...(appendOnly ? [`REVOKE UPDATE, DELETE, TRUNCATE ON ${appendOnly} FROM ${to}`] : []),
      ...(readOnly ? [`REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON ${readOnly} FROM ${to}`] : []),
      'COMMIT',
    ].join(';\n'),
  )
}
