'use client'

import { ToggleButton, ToggleButtonGroup } from '@heroui/react'
import { useShortcut } from '../ui/use-shortcut.ts'
import { SCHEDULE_VIEWS, type ScheduleView } from './schedule-range.ts'

const WORDS: Record<ScheduleView, string> = { day: 'Day', week: 'Week', list: 'List' }
const KEYS: Record<ScheduleView, string> = { day: '1', week: '2', list: '3' }

interface ViewSwitchProps {
  value: ScheduleView
  onChange: (view: ScheduleView) => void
}

/** Day, week or list; the keys 1, 2 and 3 do the same. */
export function ViewSwitch({ value, onChange }: ViewSwitchProps) {
  useShortcut(KEYS.day, () => onChange('day'))
  useShortcut(KEYS.week, () => onChange('week'))
  useShortcut(KEYS.list, () => onChange('list'))
  return (
    <ToggleButtonGroup
      aria-label="Shown as"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const [next] = keys
        if (next !== undefined) onChange(next as ScheduleView)
      }}
      className="print:hidden"
    >
      {SCHEDULE_VIEWS.map((view) => (
        <ToggleButton key={view} id={view} aria-keyshortcuts={KEYS[view]}>
          {WORDS[view]}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
