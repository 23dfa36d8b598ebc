'use client'

import { Pause, Play } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { getLiveState, type LiveState, onLiveState } from '#lib/api/live-state.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { ActionButton } from '../ui/action-button.tsx'
import { StatusDot } from '../ui/status-pill.tsx'
import { formatClock } from '../ui/time.ts'

const SERVER_LIVE: LiveState = { status: 'connecting' }

interface LiveMarkProps {
  isHeld: boolean
  /** What came since it is held. */
  fresh: { count: number; isMore: boolean }
  onHold: () => void
  onFollow: () => void
}

/** Whether the list follows what happens, and the switch between following and reading in peace. */
export function LiveMark({ isHeld, fresh, onHold, onFollow }: LiveMarkProps) {
  const live = useSyncExternalStore(onLiveState, getLiveState, () => SERVER_LIVE)
  const zone = useClinic().clinic?.time_zone ?? 'UTC'
  const words =
    live.status === 'reconnecting'
      ? `not live since ${formatClock(live.since, zone)}`
      : live.status === 'connecting'
        ? 'connecting'
        : isHeld
          ? 'held while you read'
          : 'live'
  const tone =
    live.status === 'live' && !isHeld ? 'good' : live.status === 'reconnecting' ? 'warn' : 'neutral'
  return (
    <>
      <span className="flex items-center gap-1.5 text-xs text-muted">
        <StatusDot tone={tone} /> {words}
      </span>
      <ActionButton
        variant={fresh.count > 0 ? 'primary' : 'outline'}
        size="sm"
        shortcut="l"
        hint={isHeld ? 'Back to the newest, and follow them' : 'Keep the rows where they are while you read'}
        onPress={isHeld ? onFollow : onHold}
      >
        {isHeld ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
        {isHeld ? followWords(fresh) : 'Hold'}
      </ActionButton>
    </>
  )
}

function followWords({ count, isMore }: LiveMarkProps['fresh']): string {
  if (count === 0) return 'Follow'
  return `Show ${count}${isMore ? ' or more' : ''} new`
}
