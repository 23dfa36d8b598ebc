'use client'

import { Check, UserCheck } from 'lucide-react'
import { markAppointment } from '#lib/api/appointments.ts'
import type { AppointmentView } from '#lib/domain/scheduling/schema.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { useAction } from '../ui/use-action.ts'

/** What usually comes next for a visit, in one click: it arrives, then it is done. Nothing when it is over. */
export function NextStepButton({ appointment }: { appointment: AppointmentView }) {
  const { id, version, state, disabled } = appointment
  const denied = usePermissionReason()('appointments:write')
  const name = appointment.patient?.name ?? 'The patient'
  const arrive = useAction(() => markAppointment(id, 'arrival', version), { done: `${name} has arrived.` })
  const fulfil = useAction(() => markAppointment(id, 'fulfilment', version), { done: 'The visit is done.' })
  if (state === 'booked') {
    return (
      <ActionButton
        variant="outline"
        size="sm"
        aria-label={`${name} has arrived`}
        disabledReason={denied ?? disabled.arrive}
        isPending={arrive.isPending}
        onPress={() => arrive.mutate(undefined)}
      >
        <UserCheck aria-hidden="true" /> Arrived
      </ActionButton>
    )
  }
  if (state === 'arrived') {
    return (
      <ActionButton
        variant="outline"
        size="sm"
        aria-label={`The visit of ${name} is done`}
        disabledReason={denied ?? disabled.fulfil}
        isPending={fulfil.isPending}
        onPress={() => fulfil.mutate(undefined)}
      >
        <Check aria-hidden="true" /> Done
      </ActionButton>
    )
  }
  return null
}
