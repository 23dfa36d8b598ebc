'use client'

import { Button, Dropdown } from '@heroui/react'
import { ChevronDown, Plus } from 'lucide-react'
import { useState } from 'react'
import type { PatientView } from '#lib/domain/messaging/schema.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { BookDialog } from '../scheduling/book-dialog.tsx'
import { OverrideDialog } from '../scheduling/override-dialog.tsx'
import { PatientPicker } from '../scheduling/patient-picker.tsx'
import { SendOfferDialog } from '../scheduling/send-offer-dialog.tsx'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../ui/dialog.tsx'

type Way = 'book' | 'offer' | 'override'

/** The ways to a new visit: book it, offer it by text, or book it against the rules. */
export function NewVisit({ clinic }: { clinic: ClinicView }) {
  const [open, setOpen] = useState<Way>()
  const reason = usePermissionReason()
  const close = (isOpen: boolean) => setOpen(isOpen ? open : undefined)
  const others: { id: Way; label: string; reason: string | null }[] = [
    { id: 'offer', label: 'Offer times by text', reason: reason('offers:send') },
    { id: 'override', label: 'Book against the rules', reason: reason('bookings:override') },
  ]
  return (
    <div className="flex items-center gap-1.5">
      <ActionButton
        variant="primary"
        shortcut="n"
        hint="Book a visit at a free time"
        disabledReason={reason('appointments:write')}
        onPress={() => setOpen('book')}
      >
        <Plus aria-hidden="true" /> New
      </ActionButton>
      <Dropdown>
        <Button variant="outline" isIconOnly aria-label="Other ways to book">
          <ChevronDown aria-hidden="true" />
        </Button>
        <Dropdown.Popover placement="bottom end">
          <Dropdown.Menu
            aria-label="Other ways to book"
            disabledKeys={others.filter((way) => way.reason !== null).map((way) => way.id)}
            onAction={(key) => setOpen(others.find((way) => way.id === key)?.id)}
          >
            {others.map((way) => (
              <Dropdown.Item key={way.id} id={way.id} textValue={way.label}>
                <span className="flex flex-col">
                  <span>{way.label}</span>
                  {way.reason !== null && <span className="text-xs">{way.reason}</span>}
                </span>
              </Dropdown.Item>
            ))}
          </Dropdown.Menu>
        </Dropdown.Popover>
      </Dropdown>
      <BookDialog isOpen={open === 'book'} onOpenChange={close} clinic={clinic} />
      <SendOfferDialog isOpen={open === 'offer'} onOpenChange={close} target={{ clinic }} />
      <OverrideForSomebody isOpen={open === 'override'} onOpenChange={close} clinic={clinic} />
    </div>
  )
}

interface OverrideForSomebodyProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  clinic: ClinicView
}

/** First for whom, then the override itself. */
function OverrideForSomebody({ isOpen, onOpenChange, clinic }: OverrideForSomebodyProps) {
  const [found, setFound] = useState<PatientView | null>(null)
  const [patient, setPatient] = useState<PatientView>()
  const close = (open: boolean) => {
    if (open) return
    setFound(null)
    setPatient(undefined)
    onOpenChange(false)
  }
  if (patient !== undefined) {
    return (
      <OverrideDialog isOpen={isOpen} onOpenChange={close} target={{ action: 'book', clinic, patient }} />
    )
  }
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={close}
      title="Book against the rules"
      description="For whom? The next step lists every conflict before anything changes."
      size="sm"
    >
      <DialogBody>
        <PatientPicker clinicId={clinic.id} onChange={setFound} />
      </DialogBody>
      <DialogFooter>
        <Button variant="outline" onPress={() => close(false)}>
          Cancel
        </Button>
        <ActionButton
          variant="primary"
          disabledReason={found === null ? 'Choose the patient first.' : null}
          onPress={() => found !== null && setPatient(found)}
        >
          Next
        </ActionButton>
      </DialogFooter>
    </Dialog>
  )
}
