'use client'

import type { LucideIcon } from 'lucide-react'
import { CalendarClock, Check, CircleX, ShieldAlert, Unlock, UserCheck, UserX } from 'lucide-react'
import { markAppointment } from '#lib/api/appointments.ts'
import { releaseHold } from '#lib/api/holds.ts'
import type { AppointmentView } from '#lib/domain/scheduling/schema.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { useAction } from '../ui/use-action.ts'
import type { DialogName } from './visit-dialogs.tsx'

interface VisitButtonsProps {
  visit: AppointmentView
  onOpen: (dialog: DialogName) => void
  onReleased: () => void
}

interface Choice {
  label: string
  icon: LucideIcon
  shortcut?: string
  hint?: string
  reason: string | null
  isPending?: boolean
  run: () => void
}

/** Everything that can be done with a visit, each with its key, or with the reason why not. */
export function VisitButtons({ visit, onOpen, onReleased }: VisitButtonsProps) {
  const choices = useChoices(visit, onOpen, onReleased)
  return (
    <fieldset aria-label="What to do" className="grid min-w-0 grid-cols-2 gap-2">
      {choices.map(({ label, icon: Icon, shortcut, hint, reason, isPending, run }) => (
        <ActionButton
          key={label}
          variant="outline"
          fullWidth
          className="justify-start"
          shortcut={shortcut}
          hint={hint}
          disabledReason={reason}
          isPending={isPending}
          onPress={run}
        >
          <Icon aria-hidden="true" /> {label}
        </ActionButton>
      ))}
    </fieldset>
  )
}

function useChoices(
  visit: AppointmentView,
  open: (dialog: DialogName) => void,
  onReleased: () => void,
): Choice[] {
  const permission = usePermissionReason()
  const write = permission('appointments:write')
  const override = permission('bookings:override')
  const { id, version, disabled } = visit
  const arrive = useAction(() => markAppointment(id, 'arrival', version), { done: 'Marked as arrived.' })
  const fulfil = useAction(() => markAppointment(id, 'fulfilment', version), { done: 'Marked as done.' })
  const noShow = useAction(() => markAppointment(id, 'no-show', version), { done: 'Marked as not come.' })
  const release = useAction(() => releaseHold(id), { done: 'The time is free again.', onDone: onReleased })
  if (visit.state === 'held') {
    return [
      {
        label: 'Release',
        icon: Unlock,
        reason: write ?? disabled.release,
        isPending: release.isPending,
        run: () => release.mutate(undefined),
      },
    ]
  }
  return [
    {
      label: 'Arrived',
      icon: UserCheck,
      shortcut: 'a',
      reason: write ?? disabled.arrive,
      isPending: arrive.isPending,
      run: () => arrive.mutate(undefined),
    },
    {
      label: 'Done',
      icon: Check,
      shortcut: 'd',
      reason: write ?? disabled.fulfil,
      isPending: fulfil.isPending,
      run: () => fulfil.mutate(undefined),
    },
    {
      label: 'Move',
      icon: CalendarClock,
      shortcut: 'm',
      reason: write ?? disabled.move,
      run: () => open('move'),
    },
    {
      label: 'Cancel',
      icon: CircleX,
      shortcut: 'x',
      reason: write ?? disabled.cancel,
      run: () => open('cancel'),
    },
    {
      label: 'Did not come',
      icon: UserX,
      reason: write ?? disabled.noshow,
      isPending: noShow.isPending,
      run: () => noShow.mutate(undefined),
    },
    {
      label: 'Override',
      icon: ShieldAlert,
      shortcut: 'o',
      hint: 'Move it against the rules, with a reason',
      reason: override ?? disabled.move,
      run: () => open('override'),
    },
  ]
}
