'use client'

import { Button } from '@heroui/react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { EnterTimeOffResult } from '#lib/domain/campaign/schema.ts'
import type { ProviderView } from '#lib/domain/scheduling/schema.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { Dialog, DialogBody, DialogFooter } from '../ui/dialog.tsx'
import { zoneName } from '../ui/time.ts'
import { AffectedVisits } from './affected-visits.tsx'
import { TimeOffForm } from './time-off-form.tsx'
import { TimeOffPreview } from './time-off-preview.tsx'
import { timeOffWords } from './time-off-words.ts'
import { useTimeOffDraft } from './use-time-off-draft.ts'

interface TimeOffDialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  clinic: ClinicView
  provider: ProviderView
}

/** Takes a provider out for a time: when, then what that does to patients, then the campaign or the visits that stay. */
export function TimeOffDialog({ isOpen, onOpenChange, ...place }: TimeOffDialogProps) {
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      size="lg"
      title={`Time off for ${place.provider.name}`}
      description={`${place.clinic.name}, ${zoneName(place.clinic.time_zone)} time`}
    >
      <Steps {...place} onClose={() => onOpenChange(false)} />
    </Dialog>
  )
}

interface StepsProps {
  clinic: ClinicView
  provider: ProviderView
  onClose: () => void
}

function Steps({ clinic, provider, onClose }: StepsProps) {
  const router = useRouter()
  const form = useTimeOffDraft(clinic.time_zone)
  const [isPreviewing, setPreviewing] = useState(false)
  const [result, setResult] = useState<EnterTimeOffResult>()
  const finish = (entered: EnterTimeOffResult) => {
    if (entered.campaign_id !== null) {
      onClose()
      router.push(`/campaigns/${entered.campaign_id}`)
    } else if (entered.affected.length === 0) onClose()
    else setResult(entered)
  }
  if (result !== undefined) {
    return <Entered clinic={clinic} provider={provider} result={result} onClose={onClose} />
  }
  if (isPreviewing && form.range !== undefined) {
    return (
      <TimeOffPreview
        clinic={clinic}
        provider={provider}
        range={form.range}
        note={form.note}
        onBack={() => setPreviewing(false)}
        onEntered={finish}
      />
    )
  }
  return (
    <TimeOffForm
      clinic={clinic}
      provider={provider}
      form={form}
      onCancel={onClose}
      onPreview={() => setPreviewing(true)}
      onEntered={finish}
    />
  )
}

function Entered({ clinic, provider, result, onClose }: StepsProps & { result: EnterTimeOffResult }) {
  const count = result.affected.length
  return (
    <>
      <DialogBody className="flex flex-col gap-3 overflow-y-auto">
        <p>
          {provider.name} is away {timeOffWords(result.time_off, clinic.time_zone)}.{' '}
          {count === 1
            ? '1 visit falls into it. It stays until somebody moves or cancels it.'
            : `${count} visits fall into it. They stay until somebody moves or cancels them.`}
        </p>
        <AffectedVisits clinic={clinic} providerId={provider.id} range={result.time_off} hasActions />
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onPress={onClose}>
          Close
        </Button>
      </DialogFooter>
    </>
  )
}
