'use client'

import { Button, Dropdown } from '@heroui/react'
import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { markAppointment } from '#lib/api/appointments.ts'
import type { AppointmentView } from '#lib/domain/scheduling/schema.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { useAction } from '../ui/use-action.ts'
import { CancelDialog } from './cancel-dialog.tsx'
import { MoveDialog } from './move-dialog.tsx'
import { OverrideDialog } from './override-dialog.tsx'
import type { OverrideTarget } from './targets.ts'

interface AppointmentActionsProps {
  appointment: AppointmentView
  clinic: { id: string; name: string; time_zone: string }
}

type OpenDialog = 'move' | 'cancel' | 'override-move' | 'override-cancel'

/** Everything that can be done with a visit, each with the reason when it cannot, behind one button. */
export function AppointmentActions({ appointment, clinic }: AppointmentActionsProps) {
  const [open, setOpen] = useState<OpenDialog>()
  const items = useItems(appointment, setOpen)
  const name = appointment.patient?.name ?? 'this time'
  const close = (isOpen: boolean) => setOpen(isOpen ? open : undefined)
  const override = (action: OverrideTarget['action']): OverrideTarget => ({
    action,
    clinic,
    appointment,
    conversationId: appointment.conversation_id ?? undefined,
  })
  return (
    <>
      <Dropdown>
        <Button variant="ghost" size="sm" isIconOnly aria-label={`Actions for the visit of ${name}`}>
          <Ellipsis aria-hidden="true" />
        </Button>
        <Dropdown.Popover placement="bottom end">
          <Dropdown.Menu
            aria-label={`Actions for the visit of ${name}`}
            disabledKeys={items.filter((item) => item.reason !== null).map((item) => item.id)}
            onAction={(key) => items.find((item) => item.id === key)?.run()}
          >
            {items.map((item) => (
              <Dropdown.Item key={item.id} id={item.id} textValue={item.label}>
                <span className="flex flex-col">
                  <span>{item.label}</span>
                  {item.reason !== null && <span className="text-xs">{item.reason}</span>}
                </span>
              </Dropdown.Item>
            ))}
          </Dropdown.Menu>
        </Dropdown.Popover>
      </Dropdown>
      <MoveDialog isOpen={open === 'move'} onOpenChange={close} clinic={clinic} appointment={appointment} />
      <CancelDialog
        isOpen={open === 'cancel'}
        onOpenChange={close}
        zone={clinic.time_zone}
        appointment={appointment}
      />
      <OverrideDialog isOpen={open === 'override-move'} onOpenChange={close} target={override('move')} />
      <OverrideDialog isOpen={open === 'override-cancel'} onOpenChange={close} target={override('cancel')} />
    </>
  )
}

interface Item {
  id: string
  label: string
  reason: string | null
  run: () => void
}

function useItems(appointment: AppointmentView, open: (dialog: OpenDialog) => void): Item[] {
  const permissionReason = usePermissionReason()
  const write = permissionReason('appointments:write')
  const override = permissionReason('bookings:override')
  const { id, version, disabled } = appointment
  const arrive = useAction(() => markAppointment(id, 'arrival', version), { done: 'Marked as arrived.' })
  const fulfil = useAction(() => markAppointment(id, 'fulfilment', version), { done: 'Marked as done.' })
  const noShow = useAction(() => markAppointment(id, 'no-show', version), { done: 'Marked as not come.' })
  return [
    { id: 'move', label: 'Move', reason: write ?? disabled.move, run: () => open('move') },
    { id: 'cancel', label: 'Cancel', reason: write ?? disabled.cancel, run: () => open('cancel') },
    {
      id: 'arrive',
      label: 'Has arrived',
      reason: write ?? disabled.arrive,
      run: () => arrive.mutate(undefined),
    },
    { id: 'fulfil', label: 'Is done', reason: write ?? disabled.fulfil, run: () => fulfil.mutate(undefined) },
    {
      id: 'noshow',
      label: 'Did not come',
      reason: write ?? disabled.noshow,
      run: () => noShow.mutate(undefined),
    },
    {
      id: 'override-move',
      label: 'Move against the rules',
      reason: override ?? disabled.move,
      run: () => open('override-move'),
    },
    {
      id: 'override-cancel',
      label: 'Cancel against the rules',
      reason: override ?? disabled.cancel,
      run: () => open('override-cancel'),
    },
  ]
}
