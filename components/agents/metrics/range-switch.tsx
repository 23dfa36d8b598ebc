'use client'

import { ToggleButton, ToggleButtonGroup } from '@heroui/react'
import { METRIC_RANGES, type MetricRange } from '#lib/domain/operations/metric-range.ts'
import { useShortcut } from '../../ui/use-shortcut.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { RANGE_NAMES, RANGE_WORDS } from './metric-words.ts'

const KEYS: Record<MetricRange, string> = { '1h': '1', '24h': '2', '7d': '3' }

/** The range that the address names; the last hour without one. */
export function useMetricRange(): MetricRange {
  const asked = useUrlState().get('range')
  return METRIC_RANGES.find((range) => range === asked) ?? '1h'
}

/** How far back the figures reach; the keys 1, 2 and 3 do the same. */
export function RangeSwitch() {
  const url = useUrlState()
  const range = useMetricRange()
  const choose = (next: MetricRange) => url.replace({ range: next === '1h' ? undefined : next })
  useShortcut(KEYS['1h'], () => choose('1h'))
  useShortcut(KEYS['24h'], () => choose('24h'))
  useShortcut(KEYS['7d'], () => choose('7d'))
  return (
    <ToggleButtonGroup
      aria-label="Figures of"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[range]}
      onSelectionChange={(keys) => {
        const [next] = keys
        if (next !== undefined) choose(next as MetricRange)
      }}
    >
      {METRIC_RANGES.map((each) => (
        <ToggleButton key={each} id={each} aria-label={RANGE_NAMES[each]} aria-keyshortcuts={KEYS[each]}>
          {RANGE_WORDS[each]}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
