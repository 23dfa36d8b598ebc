'use client'

import { Button, Label, NumberField } from '@heroui/react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { addTimeOff, timeOffPreviewQuery } from '#lib/api/time-off.ts'
import type {
  CampaignPace,
  EnterTimeOffInput,
  EnterTimeOffResult,
  TimeOffPreview as Preview,
} from '#lib/domain/campaign/schema.ts'
import { DEFAULT_WAVE_MINUTES, DEFAULT_WAVE_SIZE } from '#lib/domain/campaign/waves.ts'
import type { ProviderView } from '#lib/domain/scheduling/schema.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { DialogBody, DialogFooter } from '../ui/dialog.tsx'
import { InlineError } from '../ui/inline-error.tsx'
import { CardSkeleton, LineSkeleton, Loading } from '../ui/skeletons.tsx'
import { useAction } from '../ui/use-action.ts'
import { TimeOffHits } from './time-off-hits.tsx'
import { previewWords, waveWords } from './time-off-preview-words.ts'
import { timeOffWords } from './time-off-words.ts'

const MAX_SIZE = 50
const MAX_MINUTES = 1_440

interface TimeOffPreviewProps {
  clinic: ClinicView
  provider: ProviderView
  range: { starts_at: string; ends_at: string }
  note: string | null
  onBack: () => void
  onEntered: (result: EnterTimeOffResult) => void
}

/** What the time off does to each patient, before anything is saved: new times, texts and their price, calls, waves. */
export function TimeOffPreview({ clinic, provider, range, note, onBack, onEntered }: TimeOffPreviewProps) {
  const [pace, setPace] = useState<CampaignPace>({
    wave_size: DEFAULT_WAVE_SIZE,
    wave_minutes: DEFAULT_WAVE_MINUTES,
  })
  const input = { provider_id: provider.id, ...range }
  const query = useQuery(timeOffPreviewQuery({ ...input, campaign: pace }))
  const reason = usePermissionReason()
  const denied = reason('appointments:write')
  const enter = useAction((entered: EnterTimeOffInput) => addTimeOff(entered), {
    done: (result) => `${provider.name} is away ${timeOffWords(result.time_off, clinic.time_zone)}.`,
    onDone: onEntered,
    hasOwnError: true,
  })
  const preview = query.data
  const isLoading = preview === undefined ? 'The preview is on its way.' : null
  return (
    <>
      <DialogBody className="flex flex-col gap-3 overflow-y-auto">
        <p className="font-medium">Away {timeOffWords(range, clinic.time_zone)}</p>
        {preview === undefined ? (
          query.isError ? (
            <InlineError error={query.error} />
          ) : (
            <Waiting />
          )
        ) : (
          <div className={`flex flex-col gap-3 ${query.isPlaceholderData ? 'opacity-60' : ''}`}>
            <p>{previewWords(preview)}</p>
            {preview.texts.count > 0 && <Pace pace={pace} onChange={setPace} preview={preview} />}
            <TimeOffHits visits={preview.visits} zone={preview.time_zone} />
          </div>
        )}
        <InlineError error={enter.error} />
      </DialogBody>
      <DialogFooter className="flex-wrap">
        <Button variant="outline" className="sm:me-auto" onPress={onBack}>
          Back
        </Button>
        <ActionButton
          variant="outline"
          hint="The visits stay until somebody moves or cancels them"
          disabledReason={denied}
          onPress={() => enter.mutate({ ...input, note })}
        >
          Enter without texting
        </ActionButton>
        <ActionButton
          variant="primary"
          isPending={enter.isPending}
          disabledReason={denied ?? reason('offers:send') ?? isLoading}
          onPress={() => enter.mutate({ ...input, note, campaign: pace })}
        >
          {enterLabel(preview)}
        </ActionButton>
      </DialogFooter>
    </>
  )
}

function enterLabel(preview: Preview | undefined): string {
  const texted = preview?.visits.filter(({ outcome }) => outcome === 'text' || outcome === 'later').length
  if (texted === 0) return 'Enter with a phone list'
  return texted === 1 ? 'Enter and text 1 patient' : `Enter and text ${texted} patients`
}

const Waiting = () => (
  <Loading>
    <div className="flex flex-col gap-3">
      <LineSkeleton className="w-72" />
      <CardSkeleton className="h-40" />
    </div>
  </Loading>
)

interface PaceProps {
  pace: CampaignPace
  onChange: (pace: CampaignPace) => void
  preview: Preview
}

/** How many are told at once, how far apart, and when that is. */
function Pace({ pace, onChange, preview }: PaceProps) {
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-2 rounded-lg border border-border px-3 py-2.5">
      <WholeNumber
        label="Patients at a time"
        value={pace.wave_size}
        max={MAX_SIZE}
        onChange={(wave_size) => onChange({ ...pace, wave_size })}
      />
      <WholeNumber
        label="Minutes between"
        value={pace.wave_minutes}
        max={MAX_MINUTES}
        onChange={(wave_minutes) => onChange({ ...pace, wave_minutes })}
      />
      <p className="min-w-48 flex-1 text-xs text-muted">{waveWords(preview)}</p>
    </div>
  )
}

interface WholeNumberProps {
  label: string
  value: number
  max: number
  onChange: (value: number) => void
}

function WholeNumber({ label, value, max, onChange }: WholeNumberProps) {
  return (
    <NumberField
      value={value}
      minValue={1}
      maxValue={max}
      onChange={(next) => {
        if (!Number.isNaN(next)) onChange(next)
      }}
      className="w-32"
    >
      <Label>{label}</Label>
      <NumberField.Group>
        <NumberField.DecrementButton />
        <NumberField.Input />
        <NumberField.IncrementButton />
      </NumberField.Group>
    </NumberField>
  )
}
