'use client'

import { toast } from '@heroui/react'
import { FastForward } from 'lucide-react'
import { setServerNow } from '#lib/api/clock.ts'
import { advanceClock } from '#lib/api/simulator.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { useMe, usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { durationWords, formatDayTime, zoneName } from '../ui/time.ts'
import { useAction } from '../ui/use-action.ts'
import { useNow } from '../ui/use-now.tsx'

const HOUR = 60
const DAY = 24 * HOUR
const STEPS = [
  { minutes: HOUR, label: '+1 h' },
  { minutes: 6 * HOUR, label: '+6 h' },
  { minutes: DAY, label: '+1 day' },
]
const TICK_MS = 1_000
/** A smaller difference is not a moved clock. */
const MOVED_MS = 60_000

/** What time it is for the product, how far that is from the real time, and the ways to move it on. */
export function ClockControls() {
  const denied = usePermissionReason()('sms:simulate')
  const advance = useAction((minutes: number) => advanceClock(minutes), {
    onDone: (result) => {
      setServerNow(result.now)
      if (!result.is_settled) toast.warning('Moved. Some of what came due is still being worked on.')
    },
  })
  return (
    <>
      <ClockWords />
      {STEPS.map(({ minutes, label }) => (
        <ActionButton
          key={minutes}
          variant="outline"
          disabledReason={denied}
          isPending={advance.isPending && advance.variables === minutes}
          hint="Everything that comes due meanwhile happens. The clock never goes back."
          aria-label={`Move the clock on by ${durationWords(minutes * 60_000)}`}
          onPress={() => !advance.isPending && advance.mutate(minutes)}
        >
          <FastForward aria-hidden="true" /> {label}
        </ActionButton>
      ))}
    </>
  )
}

function ClockWords() {
  const { clinic } = useClinic()
  const now = useNow(TICK_MS)
  const offset = useMe()?.clock_offset_ms ?? 0
  if (clinic === undefined || now === undefined) return null
  return (
    <p className="text-ink-secondary max-sm:w-full">
      Clock: {formatDayTime(now, clinic.time_zone)}{' '}
      <span className="text-muted">
        {zoneName(clinic.time_zone)} time{offset >= MOVED_MS && `, ${durationWords(offset)} ahead`}
      </span>
    </p>
  )
}
