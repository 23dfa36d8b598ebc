'use client'

import { Button } from '@heroui/react'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { SimulatorPhone } from '#lib/domain/messaging/simulator-schema.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { PatientPicker } from '../scheduling/patient-picker.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Dialog, DialogBody } from '../ui/dialog.tsx'

interface AddPhoneProps {
  clinic: ClinicView
  /** Phones with recent texts that are not shown. */
  others: readonly SimulatorPhone[]
  /** Patients whose phones are shown. */
  shown: readonly string[]
  onAdd: (patientId: string) => void
}

/** The place of the next phone: a recent conversation, or any patient of the clinic. */
export function AddPhone({ clinic, others, shown, onAdd }: AddPhoneProps) {
  const [isOpen, setOpen] = useState(false)
  const add = (patientId: string) => {
    setOpen(false)
    onAdd(patientId)
  }
  return (
    <>
      <Button
        variant="ghost"
        className="h-40 w-36 shrink-0 snap-center flex-col gap-2 self-center rounded-3xl border border-dashed border-field-border font-normal text-muted"
        onPress={() => setOpen(true)}
      >
        <Plus aria-hidden="true" /> Add a phone
      </Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title="Add a phone"
        description={`A patient of ${clinic.name}`}
        size="sm"
      >
        <DialogBody className="flex flex-col gap-3">
          <PatientPicker
            clinicId={clinic.id}
            onChange={(patient) => {
              if (patient !== null && !shown.includes(patient.id)) add(patient.id)
            }}
          />
          {others.length > 0 && <Recent phones={others} onAdd={add} />}
        </DialogBody>
      </Dialog>
    </>
  )
}

function Recent({
  phones,
  onAdd,
}: {
  phones: readonly SimulatorPhone[]
  onAdd: (patientId: string) => void
}) {
  return (
    <section aria-label="Recent conversations" className="flex flex-col gap-1.5">
      <h3 className="text-xs font-medium text-ink-secondary">Recent conversations</h3>
      <ul className="max-h-72 overflow-y-auto rounded-lg border border-border">
        {phones.map((phone) => (
          <li key={phone.patient.id} className="border-b border-border last:border-b-0">
            <button
              type="button"
              onClick={() => onAdd(phone.patient.id)}
              className="flex min-h-10 w-full items-center gap-2.5 px-3 py-1.5 text-start text-foreground outline-offset-[-2px] hover:bg-surface-secondary pointer-coarse:min-h-11"
            >
              <Avatar name={phone.patient.name} size="sm" />
              <span className="truncate">{phone.patient.name}</span>
              <span className="ms-auto shrink-0 text-xs text-muted">{phone.status_label}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
