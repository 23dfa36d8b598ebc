'use client'

import { useQuery } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import Link from 'next/link'
import { confirmAppointment, switchReminders, visitRemindersQuery } from '#lib/api/appointments.ts'
import { reminderRuleWords } from '#lib/domain/messaging/reminder.ts'
import type { VisitReminderView } from '#lib/domain/messaging/reminder-schema.ts'
import type { AppointmentView } from '#lib/domain/scheduling/schema.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { formatDayTime } from '../ui/time.ts'
import { useAction } from '../ui/use-action.ts'
import { reminderLine } from './reminder-words.ts'

interface VisitRemindersProps {
  visit: AppointmentView
  zone: string
}

/** Whether the patient has confirmed, which reminder goes when, whether it went, and why one did not. */
export function VisitReminders({ visit, zone }: VisitRemindersProps) {
  const { data } = useQuery(visitRemindersQuery(visit.id))
  const denied = usePermissionReason()('appointments:write')
  const confirm = useAction(() => confirmAppointment(visit.id, visit.version), {
    done: 'Noted. No further reminder goes.',
  })
  const turn = useAction((isOn: boolean) => switchReminders(visit.id, isOn), {
    done: (saved) => (saved.is_on ? 'Reminders are on again.' : 'Reminders of this visit are off.'),
  })
  if (data === undefined) return null
  const isAhead = visit.state === 'booked'
  if (!isAhead && data.reminders.length === 0) return null
  return (
    <section aria-label="Reminders" className="flex flex-col gap-2 border-t border-border pt-3">
      <h3 className="font-semibold">Reminders</h3>
      {data.confirmed_at !== null && (
        <p className="flex items-center gap-2 text-success-ink">
          <Check aria-hidden="true" className="size-4" /> Confirmed {formatDayTime(data.confirmed_at, zone)}
        </p>
      )}
      <ReminderLines reminders={data.reminders} visitAt={visit.starts_at} zone={zone} />
      {data.reminders.length === 0 && (
        <p className="text-muted">
          {data.is_on
            ? 'None: the service has no reminders. They are set under Providers, Services.'
            : 'Switched off for this visit.'}
        </p>
      )}
      {isAhead && (
        <div className="flex flex-wrap gap-2">
          {data.confirmed_at === null && (
            <ActionButton
              size="sm"
              variant="outline"
              disabledReason={denied}
              isPending={confirm.isPending}
              onPress={() => confirm.mutate(undefined)}
            >
              Mark confirmed
            </ActionButton>
          )}
          {(data.has_rules || !data.is_on) && (
            <ActionButton
              size="sm"
              variant="outline"
              disabledReason={denied}
              isPending={turn.isPending}
              onPress={() => turn.mutate(!data.is_on)}
            >
              {data.is_on ? 'Switch off for this visit' : 'Switch on again'}
            </ActionButton>
          )}
        </div>
      )}
    </section>
  )
}

interface ReminderLinesProps {
  reminders: readonly VisitReminderView[]
  visitAt: string
  zone: string
}

function ReminderLines({ reminders, visitAt, zone }: ReminderLinesProps) {
  return (
    <ul className="flex flex-col gap-1.5 text-xs">
      {reminders.map((reminder) => {
        const { when, what } = reminderLine(reminder, zone)
        const isEarlier = reminder.visit_at !== visitAt
        return (
          <li key={reminder.id} className={isEarlier ? 'text-muted' : undefined}>
            <span className="flex justify-between gap-3">
              <span>
                {reminderRuleWords(reminder.minutes_before)}
                {isEarlier && ', of the earlier time'}
              </span>
              <span className="text-end text-muted tabular-nums">{when}</span>
            </span>
            {reminder.text?.conversation_id ? (
              <Link
                href={`/conversations/${reminder.text.conversation_id}`}
                className="text-accent-ink hover:underline"
              >
                {what}
              </Link>
            ) : (
              <span className="text-muted">{what}</span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
