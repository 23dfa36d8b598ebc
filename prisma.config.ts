import { defineConfig } from 'prisma/config'

/** For Prisma's own command line (`prisma studio`, `prisma format`); the product migrates through prisma/migrate.ts. */
export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL_OWNER ?? process.env.DATABASE_URL ?? '' },
})
