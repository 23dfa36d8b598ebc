'use client'

import { Button } from '@heroui/react'
import { useQuery } from '@tanstack/react-query'
import { Link2, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { attachSender } from '#lib/api/conversations.ts'
import { patientQuery } from '#lib/api/patients.ts'
import type { ConversationDetail, PatientView } from '#lib/domain/messaging/schema.ts'
import { PatientDialog } from '../patients/patient-dialog.tsx'
import { PatientPicker } from '../scheduling/patient-picker.tsx'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../ui/dialog.tsx'
import { InlineError } from '../ui/inline-error.tsx'
import { formatPhone } from '../ui/phone.ts'
import { useAction } from '../ui/use-action.ts'
import { PanelSection } from './panel-section.tsx'

/** A number that no patient has: put whoever it is on file, or say whose it is. It can be answered either way. */
export function UnknownSender({ detail }: { detail: ConversationDetail }) {
  const denied = usePermissionReason()('appointments:write')
  const [open, setOpen] = useState<'new' | 'attach'>()
  const { data: patient } = useQuery({ ...patientQuery(detail.patient.id), enabled: open === 'new' })
  if (!detail.is_unknown_sender) return null
  const close = (isOpen: boolean) => !isOpen && setOpen(undefined)
  return (
    <PanelSection title="Unknown number">
      <p className="text-muted">No patient has this number. You can answer it as it is.</p>
      <div className="flex flex-wrap gap-2">
        <ActionButton variant="outline" size="sm" disabledReason={denied} onPress={() => setOpen('new')}>
          <UserPlus aria-hidden="true" /> New patient
        </ActionButton>
        <ActionButton variant="outline" size="sm" disabledReason={denied} onPress={() => setOpen('attach')}>
          <Link2 aria-hidden="true" /> A patient on file
        </ActionButton>
      </div>
      {patient !== undefined && (
        <PatientDialog
          isOpen={open === 'new'}
          onOpenChange={close}
          clinic={detail.clinic}
          patient={patient}
        />
      )}
      <AttachDialog isOpen={open === 'attach'} onOpenChange={close} detail={detail} />
    </PanelSection>
  )
}

interface AttachProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  detail: ConversationDetail
}

function AttachDialog({ isOpen, onOpenChange, detail }: AttachProps) {
  const [patient, setPatient] = useState<PatientView | null>(null)
  const number = formatPhone(detail.patient.phone_number)
  const attach = useAction((chosen: PatientView) => attachSender(detail.id, chosen.id), {
    done: `${number} is ${patient?.name ?? 'the patient'}’s number now.`,
    onDone: () => onOpenChange(false),
    hasOwnError: true,
  })
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={`Whose number is ${number}?`}
      description={detail.clinic.name}
    >
      <DialogBody className="flex flex-col gap-3">
        <PatientPicker clinicId={detail.clinic.id} onChange={setPatient} />
        <p className="text-muted">
          {patient === null
            ? 'The texts move to the patient you choose.'
            : `From now on ${patient.name} is texted at ${number}, and no longer at ${formatPhone(patient.phone_number)}.`}
        </p>
        <InlineError error={attach.error} />
      </DialogBody>
      <DialogFooter>
        <Button variant="outline" onPress={() => onOpenChange(false)}>
          Leave it
        </Button>
        <ActionButton
          variant="primary"
          disabledReason={patient === null ? 'Choose a patient first.' : null}
          isPending={attach.isPending}
          onPress={() => patient !== null && attach.mutate(patient)}
        >
          It is theirs
        </ActionButton>
      </DialogFooter>
    </Dialog>
  )
}
