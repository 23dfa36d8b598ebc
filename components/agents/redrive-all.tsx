'use client'

import { Button, Label, TextArea, TextField } from '@heroui/react'
import { useQuery } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { redriveAgent, redriveEstimateQuery } from '#lib/api/agents.ts'
import { serverNow } from '#lib/api/clock.ts'
import type { AgentView, RedriveEstimate } from '#lib/domain/agents/schema.ts'
import { MAX_REASON_LENGTH } from '#lib/domain/wire.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { agentName } from '../ui/agent-name.ts'
import { Dialog, DialogBody, DialogFooter } from '../ui/dialog.tsx'
import { InlineError } from '../ui/inline-error.tsx'
import { Picker } from '../ui/picker.tsx'
import { LineSkeleton, Loading } from '../ui/skeletons.tsx'
import { formatDayTime } from '../ui/time.ts'
import { useAction } from '../ui/use-action.ts'
import { instantOf, type ZonedInput, ZonedTimeField } from '../ui/zoned-time-field.tsx'
import { redriveAllVerb, staysWords } from './redrive-words.ts'

const HOUR_MS = 3_600_000
const SINCE = [
  { id: '1', label: 'The last hour' },
  { id: '24', label: 'The last 24 hours' },
  { id: '168', label: 'The last 7 days' },
  { id: '720', label: 'The last 30 days' },
]
const OWN_TIME = 'own'
const SHORTEST_REASON = 3

interface RedriveAllProps {
  /** Who can be chosen; those with dead letters in sight first. */
  agents: readonly AgentView[]
  /** Why there is nothing to redrive, if so. */
  nothingReason: string | null
}

/** Puts back what failed for one agent since a time: first how many and why they failed, then the button that says so. */
export function RedriveAll({ agents, nothingReason }: RedriveAllProps) {
  const [isOpen, setOpen] = useState(false)
  const denied = usePermissionReason()('messages:write')
  return (
    <>
      <ActionButton
        variant="outline"
        shortcut="r"
        hint="All that failed for one agent since a time"
        disabledReason={denied ?? nothingReason}
        onPress={() => setOpen(true)}
      >
        <RotateCcw aria-hidden="true" /> Redrive many
      </ActionButton>
      {isOpen && <RedriveAllDialog agents={agents} onClose={() => setOpen(false)} />}
    </>
  )
}

function RedriveAllDialog({ agents, onClose }: { agents: readonly AgentView[]; onClose: () => void }) {
  const zone = useClinic().clinic?.time_zone ?? 'UTC'
  const [agentId, setAgentId] = useState(agents[0]?.id ?? '')
  const period = useSince(zone)
  const [reason, setReason] = useState('')
  const estimate = useQuery(redriveEstimateQuery(agentId, period.since))
  const agent = agents.find(({ id }) => id === agentId)
  const name = agent === undefined ? 'it' : agentName(agent.name)
  const count = estimate.data?.count ?? 0
  const redrive = useAction(
    () => redriveAgent(agentId, { since: period.since ?? '', reason: reason.trim() }),
    {
      done: ({ redriven }) =>
        `${redriven} ${redriven === 1 ? 'message is' : 'messages are'} back in the queue.`,
      onDone: onClose,
      hasOwnError: true,
    },
  )
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="lg"
      title="Redrive many"
      description="They go back into the queue as they are, with their old ids and new tries."
    >
      <DialogBody className="flex flex-col gap-3 overflow-y-auto">
        <div className="grid gap-3 sm:grid-cols-2">
          <Picker
            label="That failed for"
            choices={agents.map((choice) => ({ id: choice.id, label: agentName(choice.name) }))}
            value={agentId}
            onChange={setAgentId}
          />
          <Picker
            label="In"
            choices={[...SINCE, { id: OWN_TIME, label: 'Since a time of your own' }]}
            value={period.choice}
            onChange={period.choose}
          />
        </div>
        {period.choice === OWN_TIME && (
          <ZonedTimeField label="Since" zone={zone} value={period.own} onChange={period.setOwn} />
        )}
        <Estimate query={estimate} isAsked={period.since !== undefined} name={name} zone={zone} />
        <TextField value={reason} onChange={setReason} maxLength={MAX_REASON_LENGTH} isRequired fullWidth>
          <Label>Why</Label>
          <TextArea rows={2} placeholder="Kept in the audit trail, with your name" />
        </TextField>
        <InlineError error={redrive.error} />
      </DialogBody>
      <DialogFooter>
        <Button variant="outline" onPress={onClose}>
          Cancel
        </Button>
        <ActionButton
          variant="primary"
          isPending={redrive.isPending}
          disabledReason={missingReason(estimate, count, reason, name)}
          onPress={() => redrive.mutate(undefined)}
        >
          {count === 0 ? 'Redrive' : redriveAllVerb(count)}
        </ActionButton>
      </DialogFooter>
    </Dialog>
  )
}

/** The time since when, and how it was chosen. A period counts back from the moment at which it was chosen. */
function useSince(zone: string) {
  const [choice, setChoice] = useState('24')
  const [from, setFrom] = useState(() => ago('24'))
  const [own, setOwn] = useState<ZonedInput>({ local: '', isSecond: false })
  const choose = (id: string) => {
    setChoice(id)
    if (id !== OWN_TIME) setFrom(ago(id))
  }
  return { choice, choose, own, setOwn, since: choice === OWN_TIME ? instantOf(own, zone) : from }
}

const ago = (hours: string) => new Date(serverNow() - Number(hours) * HOUR_MS).toISOString()

function missingReason(
  estimate: { data?: RedriveEstimate; isFetching: boolean },
  count: number,
  reason: string,
  name: string,
): string | null {
  if (estimate.isFetching) return 'It is still being counted.'
  if (estimate.data === undefined) return 'Choose since when.'
  if (count === 0) return `Nothing failed for ${name} in that time that could be redriven.`
  if (reason.trim().length < SHORTEST_REASON) return 'Say why in a few words.'
  return null
}

interface EstimateProps {
  query: { data?: RedriveEstimate; error: Error | null; isFetching: boolean }
  isAsked: boolean
  name: string
  zone: string
}

/** What would go back, from when to when, and why it failed. */
function Estimate({ query, isAsked, name, zone }: EstimateProps) {
  const { data, error } = query
  if (error !== null) return <InlineError error={error} />
  if (!isAsked) return <p className="text-muted">Enter since when.</p>
  if (data === undefined) {
    return (
      <Loading>
        <LineSkeleton className="w-64" />
      </Loading>
    )
  }
  const stays = staysWords(data)
  return (
    <section
      aria-label="What would be redriven"
      aria-live="polite"
      aria-busy={query.isFetching}
      className="flex flex-col gap-2 rounded-lg border border-border bg-surface-secondary p-3 text-foreground"
    >
      <p>
        {data.count === 0
          ? `Nothing failed for ${name} in that time that could be redriven.`
          : `${data.count === 1 ? '1 message goes' : `${data.count} messages go`} to ${name} again${spanWords(data, zone)}.`}
        {stays !== null && ` ${stays}`}
      </p>
      {data.by_reason.length > 0 && (
        <ul className="flex flex-col gap-1 text-xs">
          {data.by_reason.map(({ reason, count }) => (
            <li key={reason} className="flex gap-3">
              <span className="w-8 shrink-0 text-end">{count}</span>
              <span className="min-w-0 wrap-anywhere text-ink-secondary">{reason}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function spanWords({ oldest_at, newest_at }: RedriveEstimate, zone: string): string {
  if (oldest_at === null || newest_at === null) return ''
  const [from, to] = [formatDayTime(oldest_at, zone), formatDayTime(newest_at, zone)]
  return from === to ? `; it failed ${from}` : `; they failed ${from} to ${to}`
}
