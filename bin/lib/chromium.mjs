import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { StartError } from './errors.mjs'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Browser switches for machines without a desktop; the sandbox cannot be used by root. */
export const CHROMIUM_ARGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

function playwrightsOwn() {
  try {
    return createRequire(import.meta.url)('playwright-core').chromium.executablePath()
  } catch {
    return null
  }
}

/** Path of a Chromium: CHROME_PATH, the system's, or one that Playwright has downloaded. Null when there is none. */
export function findChromium(environment = process.env) {
  if (environment.CHROME_PATH) return environment.CHROME_PATH
  return [...PLACES, playwrightsOwn()].find((path) => path && existsSync(path)) ?? null
}

/**
 * Finds a Chromium, or installs the system's package where this user may (root on Debian and its relatives).
 * Throws one sentence that says what to install.
 */
export function ensureChromium() {
  const found = findChromium()
  if (found) return found
  const isRoot = process.getuid?.() === 0
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    console.log('No Chromium was found; installing the package chromium.')
    const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
    spawnSync('apt-get', ['update'], options)
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options)
  }
  const installed = findChromium()
  if (installed) return installed
  throw new StartError(
    'The browser tests need a Chromium: install the package chromium (Debian: sudo apt-get install chromium), or set CHROME_PATH to one.',
  )
}
