'use client'

import { Button } from '@heroui/react'
import { useState } from 'react'
import type { AddTimeOffResult, ProviderView } from '#lib/domain/scheduling/schema.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { Dialog, DialogBody, DialogFooter } from '../ui/dialog.tsx'
import { zoneName } from '../ui/time.ts'
import { AffectedVisits } from './affected-visits.tsx'
import { TimeOffForm } from './time-off-form.tsx'
import { timeOffWords } from './time-off-words.ts'

interface TimeOffDialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  clinic: ClinicView
  provider: ProviderView
}

/** Takes a provider out for a time, then shows the visits that fall into it, each to be moved or cancelled. */
export function TimeOffDialog({ isOpen, onOpenChange, clinic, provider }: TimeOffDialogProps) {
  const [result, setResult] = useState<AddTimeOffResult>()
  const zone = clinic.time_zone
  const change = (open: boolean) => {
    if (!open) setResult(undefined)
    onOpenChange(open)
  }
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={change}
      title={result === undefined ? `Time off for ${provider.name}` : `${provider.name} is away`}
      description={
        result === undefined
          ? `${clinic.name}, ${zoneName(zone)} time`
          : `${timeOffWords(result.time_off, zone)}, ${zoneName(zone)} time`
      }
    >
      {result === undefined ? (
        <TimeOffForm
          clinic={clinic}
          provider={provider}
          onCancel={() => change(false)}
          onAdded={(added) => (added.affected.length === 0 ? change(false) : setResult(added))}
        />
      ) : (
        <>
          <DialogBody className="flex flex-col gap-3 overflow-y-auto">
            <p>
              The time off is entered.{' '}
              {result.affected.length === 1
                ? '1 visit falls into it. It stays until somebody moves or cancels it.'
                : `${result.affected.length} visits fall into it. They stay until somebody moves or cancels them.`}
            </p>
            <AffectedVisits clinic={clinic} providerId={provider.id} range={result.time_off} hasActions />
          </DialogBody>
          <DialogFooter>
            <Button variant="primary" onPress={() => change(false)}>
              Close
            </Button>
          </DialogFooter>
        </>
      )}
    </Dialog>
  )
}
