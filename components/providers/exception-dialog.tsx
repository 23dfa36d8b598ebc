'use client'

import { Button, Input, Label, Switch, TextField } from '@heroui/react'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { isLocalDay } from '#lib/api/local-day.ts'
import { setException } from '#lib/api/providers.ts'
import type { ProviderView, SetExceptionResult } from '#lib/domain/scheduling/schema.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../ui/dialog.tsx'
import { InlineError } from '../ui/inline-error.tsx'
import { dateKey, formatDayTime, zoneName } from '../ui/time.ts'
import { useAction } from '../ui/use-action.ts'
import { useNow } from '../ui/use-now.tsx'

const TICK_MS = 60_000
const MORNING = { start_local: '09:00', end_local: '12:00' }
const AFTERNOON = { start_local: '13:00', end_local: '17:00' }

interface ExceptionDialogProps {
  provider: ProviderView
  zone: string
  /** The date to change; without one a new date is chosen. */
  exception: ProviderView['exceptions'][number] | undefined
  onClose: () => void
}

/** The hours of one date, in place of the weekly ones. Visits that they leave out are named before the dialog closes. */
export function ExceptionDialog({ provider, zone, exception, onClose }: ExceptionDialogProps) {
  const today = dateKey(useNow(TICK_MS) ?? 0, zone)
  const [date, setDate] = useState(exception?.date ?? '')
  const [isClosed, setClosed] = useState(exception?.windows.length === 0)
  const [windows, setWindows] = useState(exception?.windows.length ? exception.windows : [MORNING])
  const [affected, setAffected] = useState<SetExceptionResult['affected']>([])
  const save = useAction(
    () =>
      setException({
        provider_id: provider.id,
        date,
        windows: isClosed ? [] : windows,
        version: provider.version,
      }),
    {
      done: 'The hours of that date are saved.',
      onDone: (result) => (result.affected.length === 0 ? onClose() : setAffected(result.affected)),
      hasOwnError: true,
    },
  )
  const change = (index: number, part: Partial<typeof MORNING>) =>
    setWindows(windows.map((window, at) => (at === index ? { ...window, ...part } : window)))
  const missing = !isLocalDay(date)
    ? 'Choose the date first.'
    : date < today
      ? 'This date is over.'
      : !isClosed && windows.some(({ start_local, end_local }) => end_local <= start_local)
        ? 'The hours must end after they start.'
        : null
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={`Other hours of ${provider.name}`}
      description={`Times in ${zoneName(zone)}`}
      size="sm"
    >
      <DialogBody className="flex flex-col gap-3">
        <TextField value={date} onChange={setDate} isDisabled={exception !== undefined} isRequired fullWidth>
          <Label>Date</Label>
          <Input type="date" min={today} />
        </TextField>
        <Switch isSelected={isClosed} onChange={setClosed}>
          <Switch.Control>
            <Switch.Thumb />
          </Switch.Control>
          <Switch.Content>Closed all day</Switch.Content>
        </Switch>
        {!isClosed && (
          <fieldset aria-label="Hours" className="flex min-w-0 flex-col gap-2">
            {windows.map((window, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
              <div key={index} className="flex items-end gap-2">
                <TextField
                  value={window.start_local}
                  onChange={(start_local) => change(index, { start_local })}
                  className="flex-1"
                >
                  <Label>From</Label>
                  <Input type="time" />
                </TextField>
                <TextField
                  value={window.end_local}
                  onChange={(end_local) => change(index, { end_local })}
                  className="flex-1"
                >
                  <Label>Until</Label>
                  <Input type="time" />
                </TextField>
                <ActionButton
                  variant="ghost"
                  isIconOnly
                  aria-label={`Remove these hours, row ${index + 1}`}
                  disabledReason={
                    windows.length === 1 ? 'A day without hours is closed: use the switch.' : null
                  }
                  onPress={() => setWindows(windows.filter((_, at) => at !== index))}
                >
                  <X aria-hidden="true" />
                </ActionButton>
              </div>
            ))}
            <Button
              variant="ghost"
              size="sm"
              className="self-start"
              onPress={() => setWindows([...windows, AFTERNOON])}
            >
              <Plus aria-hidden="true" /> Add hours
            </Button>
          </fieldset>
        )}
        {affected.length > 0 && (
          <section className="rounded-lg bg-warning-soft px-3 py-2 text-warning-ink">
            <p className="font-medium">
              Saved. {affected.length === 1 ? '1 visit stays' : `${affected.length} visits stay`} outside
              these hours:
            </p>
            <ul>
              {affected.map((visit) => (
                <li key={visit.id}>
                  {formatDayTime(visit.starts_at, zone)}, {visit.patient?.name ?? 'no patient'}
                </li>
              ))}
            </ul>
            <p>Move them in the schedule, or enter time off to offer other times by text.</p>
          </section>
        )}
        <InlineError error={save.error} />
      </DialogBody>
      <DialogFooter>
        <Button variant="outline" onPress={onClose}>
          {affected.length > 0 ? 'Close' : 'Cancel'}
        </Button>
        {affected.length === 0 && (
          <ActionButton
            variant="primary"
            isPending={save.isPending}
            disabledReason={missing}
            onPress={() => save.mutate(undefined)}
          >
            Save
          </ActionButton>
        )}
      </DialogFooter>
    </Dialog>
  )
}
