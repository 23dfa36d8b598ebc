import { defineConfig } from 'vitest/config'

// Two projects: *.test.ts is pure and needs nothing; *.db.test.ts runs on PostgreSQL databases cloned from a template.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'lib/**/*.test.ts',
            'prisma/**/*.test.ts',
            'components/**/*.test.ts',
            'bin/**/*.test.mjs',
          ],
          exclude: ['**/*.db.test.ts'],
          // Nothing here keeps state in a module: what several files import is loaded once per worker.
          isolate: false,
          // Only what hangs ends so: how long a search or a thousand random cases take is the machine's affair.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'db',
          include: ['lib/**/*.db.test.ts', 'prisma/**/*.db.test.ts'],
          globalSetup: ['lib/test/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Each file has a database of its own and keeps its state in it: the modules, an app's worth, are loaded once
          // per worker. Three of them, because several files wait most of their time, for what a killed process leaves.
          isolate: false,
          maxWorkers: 3,
        },
      },
    ],
  },
})
