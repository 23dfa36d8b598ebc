'use client'

import { Button } from '@heroui/react'
import { type ReactNode, useState } from 'react'
import type { SlotView } from '#lib/domain/scheduling/schema.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../ui/dialog.tsx'
import { InlineError } from '../ui/inline-error.tsx'
import { formatDayTime } from '../ui/time.ts'
import { NO_SLOT_FILTER, SlotFilters } from './slot-filters.tsx'
import { slotKey } from './slot-key.ts'
import { SlotList } from './slot-list.tsx'
import { useSlots } from './use-slots.ts'

interface OneSlotDialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  title: string
  description?: string
  clinic: { id: string; time_zone: string }
  serviceTypeId: string | undefined
  patientId: string | undefined
  /** `YYYY-MM-DD` in the clinic's zone where the search starts; left out it starts now. */
  fromDay?: string
  /** The verb: "Book", "Move to". The chosen time follows it on the button. */
  verb: string
  disabledReason: string | null
  isPending: boolean
  error: unknown
  onChoose: (slot: SlotView) => void
  /** Above the search, like the service. */
  head?: ReactNode
  /** Under the list, like the notification. */
  foot?: ReactNode
}

/** Chooses one free time; for booking and for moving. */
export function OneSlotDialog({ isOpen, onOpenChange, title, description, ...props }: OneSlotDialogProps) {
  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} title={title} description={description} size="lg">
      <OneSlotForm {...props} onCancel={() => onOpenChange(false)} />
    </Dialog>
  )
}

type OneSlotFormProps = Omit<OneSlotDialogProps, 'isOpen' | 'onOpenChange' | 'title' | 'description'> & {
  onCancel: () => void
}

function OneSlotForm(props: OneSlotFormProps) {
  const { clinic, serviceTypeId, patientId, verb, disabledReason, isPending, error, onChoose, head, foot } =
    props
  const [filter, setFilter] = useState({ ...NO_SLOT_FILTER, from_date: props.fromDay ?? '' })
  const [chosen, setChosen] = useState<SlotView>()
  const slots = useSlots({ clinic, serviceTypeId, patientId, filter })
  const toggle = (slot: SlotView) =>
    setChosen(chosen !== undefined && slotKey(chosen) === slotKey(slot) ? undefined : slot)
  const words = chosen === undefined ? '' : ` ${formatDayTime(chosen.starts_at, clinic.time_zone)}`
  return (
    <>
      <DialogBody className="flex flex-col gap-3 overflow-y-auto">
        {head}
        {serviceTypeId !== undefined && (
          <SlotFilters
            clinicId={clinic.id}
            serviceTypeId={serviceTypeId}
            value={filter}
            onChange={setFilter}
          />
        )}
        <div className="md:h-80 md:overflow-y-auto md:pe-1">
          <SlotList query={slots} chosen={chosen === undefined ? [] : [chosen]} onToggle={toggle} />
        </div>
        {foot}
        <InlineError error={error} />
      </DialogBody>
      <DialogFooter>
        <Button variant="outline" onPress={props.onCancel}>
          Cancel
        </Button>
        <ActionButton
          variant="primary"
          isPending={isPending}
          disabledReason={disabledReason ?? (chosen === undefined ? 'Choose a time first.' : null)}
          onPress={() => chosen !== undefined && onChoose(chosen)}
        >
          {verb}
          {words}
        </ActionButton>
      </DialogFooter>
    </>
  )
}
