import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  mockAdapter,
  type SqlDriverAdapter,
} from '@prisma/driver-adapter-utils'
import type { SchemaContainer } from '@prisma/schema-engine-wasm'
import * as engineGlue from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

/** What runs a migration's SQL on the database: the whole script in one round trip, so it commits whole or not at all. */
export type ScriptRunner = (script: string, query: (sql: string) => Promise<unknown>) => Promise<unknown>

export type SchemaEngine = engineGlue.SchemaEngine

const NO_FILTERS = { externalTables: [], externalEnums: [] }

/** The package's typings leave out the two names that its bundler entry point uses to load the module. */
interface EngineLoader {
  __wbg_set_wasm(exports: WebAssembly.Exports): void
}

let loaded: Promise<void> | undefined

/** Instantiates Prisma's schema engine once per process, from the npm package alone. */
function loadEngine(): Promise<void> {
  loaded ??= (async () => {
    const path = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    const bytes = await readFile(path.replace(/\.js$/, '.wasm'))
    const imports = { './schema_engine_bg.js': engineGlue as unknown as WebAssembly.ModuleImports }
    const { instance } = await WebAssembly.instantiate(bytes, imports)
    const loader = engineGlue as unknown as EngineLoader
    loader.__wbg_set_wasm(instance.exports)
    const start = instance.exports.__wbindgen_start as () => void
    start()
  })()
  return loaded
}

/**
 * PrismaPg cuts scripts at every `;`, which breaks plpgsql bodies and commits the pieces one by one. Here a script goes
 * to the server as it is, in one simple query, which PostgreSQL runs as one transaction.
 * https://www.postgresql.org/docs/18/protocol-flow.html#PROTOCOL-FLOW-MULTI-STATEMENT
 */
function adapterFactory(pool: pg.Pool, runScript: ScriptRunner) {
  const base = new PrismaPg(pool)
  const connect = async () => {
    const adapter = await base.connect()
    adapter.executeScript = async (script) => {
      await runScript(script, (sql) => pool.query(sql))
    }
    return adapter
  }
  const { provider, adapterName } = base
  return bindMigrationAwareSqlAdapterFactory({ provider, adapterName, connect, connectToShadowDb: connect })
}

/**
 * The engine asks its database for the server's version before anything else, even to compare two schema files. This
 * one answers that question for PostgreSQL 18 and refuses every other.
 */
function offlineAdapterFactory() {
  const adapter: SqlDriverAdapter = {
    ...mockAdapter('postgres'),
    queryRaw: async () => ({
      columnNames: ['exists', 'version', 'numeric_version'],
      columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
      rows: [[true, 'PostgreSQL 18', 180_000]],
    }),
    dispose: async () => undefined,
  }
  const connect = async () => adapter
  const { provider, adapterName } = adapter
  return bindMigrationAwareSqlAdapterFactory({ provider, adapterName, connect, connectToShadowDb: connect })
}

/** Runs `work` with an engine on one database. Everything it opened is closed again. */
export async function withEngine<T>(
  databaseUrl: string,
  runScript: ScriptRunner,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  await loadEngine()
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2, application_name: 'switchboard-migrate' })
  try {
    const factory = adapterFactory(pool, runScript)
    const engine = await engineGlue.SchemaEngine.new({ datamodels: undefined }, () => undefined, factory)
    try {
      return await work(engine)
    } finally {
      engine.free()
    }
  } finally {
    await pool.end()
  }
}

/** The SQL that leads from one schema to another; empty when they are the same. Needs no database. */
export async function diffSchemas(from: SchemaContainer[], to: SchemaContainer[]): Promise<string> {
  await loadEngine()
  const engine = await engineGlue.SchemaEngine.new(
    { datamodels: to.map((file) => [file.path, file.content]) },
    () => undefined,
    offlineAdapterFactory(),
  )
  try {
    const { stdout } = await engine.diff({
      from: from.length === 0 ? { tag: 'empty' } : { tag: 'schemaDatamodel', files: from },
      to: { tag: 'schemaDatamodel', files: to },
      script: true,
      exitCode: null,
      filters: NO_FILTERS,
    })
    const sql = stdout ?? ''
    return sql.trim() === '-- This is an empty migration.' ? '' : sql
  } finally {
    engine.free()
  }
}
