import { defineConfig } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from './bin/lib/chromium.mjs'
import { freePort } from './e2e/support/free-port.ts'

/** A first start installs nothing here but sets up a database, seeds and builds. */
const START_TIMEOUT_MS = 300_000
const STOP_TIMEOUT_MS = 30_000
const TEST_TIMEOUT_MS = 60_000
const ASSERTION_TIMEOUT_MS = 10_000

// This file is read again in each worker: what the first reading chose is passed on in the environment.
process.env.E2E_PASSWORD ??= 'e2e-demo-password'
process.env.E2E_PORT ??= String(await freePort())

/** A running product to test; without it one is started on data of its own. */
const givenUrl = process.env.E2E_BASE_URL
const baseURL = givenUrl || `http://127.0.0.1:${process.env.E2E_PORT}`

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  timeout: TEST_TIMEOUT_MS,
  expect: { timeout: ASSERTION_TIMEOUT_MS },
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    baseURL,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: findChromium() ?? undefined, args: CHROMIUM_ARGS },
  },
  webServer: givenUrl
    ? undefined
    : {
        command: 'node bin/e2e-server.mjs',
        url: `${baseURL}/api/health`,
        timeout: START_TIMEOUT_MS,
        reuseExistingServer: false,
        stdout: 'pipe',
        gracefulShutdown: { signal: 'SIGTERM', timeout: STOP_TIMEOUT_MS },
      },
})
