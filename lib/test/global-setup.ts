import type { TestProject } from 'vitest/node'
import { migrate } from '../../prisma/migrate.ts'
import { ensureDatabase } from '../../prisma/roles.ts'
import { startTestCluster, TEMPLATE } from './postgres.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    ownerUrl: string
    applicationUrl: string
  }
}

/** Once per run of the database tests: a cluster, and in it one migrated database that the test files clone. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startTestCluster()
  try {
    const ownerUrl = cluster.ownerUrl(TEMPLATE)
    const applicationUrl = cluster.applicationUrl(TEMPLATE)
    await ensureDatabase(ownerUrl, applicationUrl)
    await migrate(ownerUrl, { applicationRole: new URL(applicationUrl).username })
    project.provide('ownerUrl', ownerUrl)
    project.provide('applicationUrl', applicationUrl)
  } catch (error) {
    await cluster.stop()
    throw error
  }
  return () => cluster.stop()
}
