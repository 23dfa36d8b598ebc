import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { daysToSweep, HISTORIC_CHANGES, SWEPT_ZONES, type SweepResult, walkWallClock } from './dst-oracle.ts'
import { HOUR_MS, MINUTE_MS } from './units.ts'

const run = promisify(execFile)
const ORACLE = new URL('./dst-oracle.ts', import.meta.url).href
const SWEEP = `import { sweepAll } from ${JSON.stringify(ORACLE)}; process.stdout.write(JSON.stringify(sweepAll()))`
const SWEEP_TIMEOUT_MS = 60_000
/** About 70 changes, each with the windows between 50 edges, on one or two local dates. */
const LEAST_WINDOWS = 80_000

/** The time zone of a process is fixed when it starts, so each server zone gets a process of its own. */
async function sweepUnder(serverTimeZone: string): Promise<SweepResult> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', SWEEP], {
    env: { ...process.env, TZ: serverTimeZone, NODE_OPTIONS: '' },
  })
  return JSON.parse(stdout) as SweepResult
}

describe('availability on days when clocks change', () => {
  it.each(['UTC', 'America/New_York', 'Asia/Kathmandu'])(
    'is right for every window of every zone on a server in %s',
    async (serverTimeZone) => {
      const result = await sweepUnder(serverTimeZone)
      expect(result.wrong.slice(0, 10)).toEqual([])
      // ICU calls Kathmandu by its old name.
      expect(result.serverTimeZone.replace('Katmandu', 'Kathmandu')).toBe(serverTimeZone)
      expect(result.windows).toBeGreaterThan(LEAST_WINDOWS)
    },
    SWEEP_TIMEOUT_MS,
  )

  it('is swept on all the days on which Intl, too, sees the offset change', () => {
    const year = { start: Date.UTC(2026, 0, 1), end: Date.UTC(2029, 0, 1) }
    for (const zone of SWEPT_ZONES) {
      const name = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
      const offsetAt = (instant: number) => name.format(instant).split('GMT')[1]
      const changes: number[] = []
      for (let hour = year.start; hour < year.end; hour += HOUR_MS) {
        if (offsetAt(hour) !== offsetAt(hour + HOUR_MS)) changes.push(hour)
      }
      const swept = daysToSweep(zone)
      if (changes.length === 0) expect(swept).toHaveLength(3)
      else expect(swept.map((change) => Math.ceil(change / HOUR_MS - 1) * HOUR_MS)).toEqual(changes)
    }
  })

  it.each(HISTORIC_CHANGES)('includes a real change of the wall clock in %s at %s', (zone, at) => {
    const change = Temporal.Instant.from(at).epochMilliseconds
    const [before, after] = walkWallClock(zone, { start: change - MINUTE_MS, end: change + MINUTE_MS })
    expect(after!.minute - before!.minute === 1 && after!.date === before!.date).toBe(false)
  })
})
