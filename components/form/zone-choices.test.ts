import { describe, expect, it } from 'vitest'
import { isTimeZone } from '#lib/domain/scheduling/zone.ts'
import { zoneChoices } from './zone-choices.ts'

describe('the zones to choose from', () => {
  it('have their present names, once, in order', () => {
    const zones = zoneChoices(['Asia/Katmandu', 'Asia/Kathmandu', 'America/New_York'], 'America/New_York')
    expect(zones).toEqual([
      { id: 'America/New_York', label: 'America/New York' },
      { id: 'Asia/Kathmandu', label: 'Asia/Kathmandu' },
    ])
  })

  it('hold the zone that is set, even one that the browser does not list', () => {
    expect(zoneChoices(['Europe/London'], 'US/Eastern').map(({ id }) => id)).toContain('US/Eastern')
    expect(zoneChoices(['Europe/London'], '')).toHaveLength(1)
  })

  it('are zones that the server takes', () => {
    const zones = zoneChoices(Intl.supportedValuesOf('timeZone'), '')
    expect(zones.length).toBeGreaterThan(300)
    expect(zones.filter(({ id }) => !isTimeZone(id))).toEqual([])
  })
})
