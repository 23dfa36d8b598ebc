'use client'

import { Button, Dropdown } from '@heroui/react'
import { useQuery } from '@tanstack/react-query'
import { ChevronDown, Plus } from 'lucide-react'
import { useState } from 'react'
import { providersQuery } from '#lib/api/providers.ts'
import type { PatientView } from '#lib/domain/messaging/schema.ts'
import type { ProviderView } from '#lib/domain/scheduling/schema.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { TimeOffDialog } from '../providers/time-off-dialog.tsx'
import { BookDialog } from '../scheduling/book-dialog.tsx'
import { OverrideDialog } from '../scheduling/override-dialog.tsx'
import { PatientPicker } from '../scheduling/patient-picker.tsx'
import { SendOfferDialog } from '../scheduling/send-offer-dialog.tsx'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../ui/dialog.tsx'
import { Picker } from '../ui/picker.tsx'

type Way = 'book' | 'offer' | 'override' | 'away'

interface NewVisitProps {
  clinic: ClinicView
  /** The day that is looked at, where it is still to come: free times are searched from there. */
  fromDay: string | undefined
}

/** What can be entered: a visit, booked, offered by text or against the rules, and time off. */
export function NewVisit({ clinic, fromDay }: NewVisitProps) {
  const [open, setOpen] = useState<Way>()
  const reason = usePermissionReason()
  const close = (isOpen: boolean) => setOpen(isOpen ? open : undefined)
  const others: { id: Way; label: string; reason: string | null }[] = [
    { id: 'offer', label: 'Offer times by text', reason: reason('offers:send') },
    { id: 'override', label: 'Book against the rules', reason: reason('bookings:override') },
    { id: 'away', label: 'Enter time off', reason: reason('appointments:write') },
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
        <Button variant="outline" isIconOnly aria-label="More to enter">
          <ChevronDown aria-hidden="true" />
        </Button>
        <Dropdown.Popover placement="bottom end">
          <Dropdown.Menu
            aria-label="More to enter"
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
      <BookDialog isOpen={open === 'book'} onOpenChange={close} clinic={clinic} fromDay={fromDay} />
      <SendOfferDialog isOpen={open === 'offer'} onOpenChange={close} target={{ clinic }} />
      <OverrideForSomebody isOpen={open === 'override'} onOpenChange={close} clinic={clinic} />
      {open === 'away' && <TimeOffForSomebody clinic={clinic} onClose={() => setOpen(undefined)} />}
    </div>
  )
}

/** First who is away, then the time off itself, with what it does to patients. */
function TimeOffForSomebody({ clinic, onClose }: { clinic: ClinicView; onClose: () => void }) {
  const { data } = useQuery(providersQuery(clinic.id))
  const [chosenId, setChosenId] = useState<string | null>(null)
  const [provider, setProvider] = useState<ProviderView>()
  const working = (data ?? []).filter((candidate) => candidate.is_active && !candidate.is_external)
  const chosen = working.find((candidate) => candidate.id === chosenId)
  if (provider !== undefined) {
    return <TimeOffDialog isOpen onOpenChange={onClose} clinic={clinic} provider={provider} />
  }
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title="Time off"
      description="Who is away? The next step shows whose visits it hits before anything changes."
      size="sm"
    >
      <DialogBody>
        <Picker
          label="Provider"
          choices={working.map(({ id, name }) => ({ id, label: name }))}
          value={chosenId}
          onChange={setChosenId}
        />
      </DialogBody>
      <DialogFooter>
        <Button variant="outline" onPress={onClose}>
          Cancel
        </Button>
        <ActionButton
          variant="primary"
          disabledReason={chosen === undefined ? 'Choose the provider first.' : null}
          onPress={() => setProvider(chosen)}
        >
          Next
        </ActionButton>
      </DialogFooter>
    </Dialog>
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
