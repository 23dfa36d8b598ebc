'use client'

import { Button, Checkbox, Input, Label, TextField } from '@heroui/react'
import { addTimeOff } from '#lib/api/time-off.ts'
import type { EnterTimeOffInput, EnterTimeOffResult } from '#lib/domain/campaign/schema.ts'
import type { ProviderView } from '#lib/domain/scheduling/schema.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { DialogBody, DialogFooter } from '../ui/dialog.tsx'
import { InlineError } from '../ui/inline-error.tsx'
import { useAction } from '../ui/use-action.ts'
import { ZonedTimeField } from '../ui/zoned-time-field.tsx'
import { AffectedVisits, useAffected } from './affected-visits.tsx'
import { timeOffWords } from './time-off-words.ts'
import type { TimeOffDraft } from './use-time-off-draft.ts'

const MAX_NOTE = 500

interface TimeOffFormProps {
  clinic: ClinicView
  provider: ProviderView
  form: TimeOffDraft
  onCancel: () => void
  /** On to what it does to the patients whose visits it hits. */
  onPreview: () => void
  onEntered: (result: EnterTimeOffResult) => void
}

/** When and why; the visits in the way are shown before anything is saved. */
export function TimeOffForm({ clinic, provider, form, onCancel, onPreview, onEntered }: TimeOffFormProps) {
  const zone = clinic.time_zone
  const { draft, change, range, missing } = form
  const affected = useAffected(clinic.id, provider.id, range)
  const hitsVisits = affected.data?.some(({ state }) => state === 'booked') === true
  const denied = usePermissionReason()('appointments:write')
  const add = useAction((input: EnterTimeOffInput) => addTimeOff(input), {
    done: (result) => `${provider.name} is away ${timeOffWords(result.time_off, zone)}.`,
    onDone: onEntered,
    hasOwnError: true,
  })
  const isUnknown = range !== undefined && (affected.data === undefined || affected.isPlaceholderData)
  const notYet = isUnknown && !affected.isError ? 'Looking for the visits in this time.' : null
  return (
    <>
      <DialogBody className="flex flex-col gap-3 overflow-y-auto">
        <Checkbox isSelected={draft.isWholeDays} onChange={(isWholeDays) => change({ isWholeDays })}>
          <Checkbox.Content>
            <Checkbox.Control>
              <Checkbox.Indicator />
            </Checkbox.Control>
            <span>Whole days</span>
          </Checkbox.Content>
        </Checkbox>
        <WhenFields form={form} zone={zone} />
        <TextField value={draft.note} onChange={(note) => change({ note })} maxLength={MAX_NOTE} fullWidth>
          <Label>Note (may stay empty)</Label>
          <Input placeholder="For colleagues; agents and patients never see it" />
        </TextField>
        {range !== undefined && <AffectedVisits clinic={clinic} providerId={provider.id} range={range} />}
        <InlineError error={add.error} />
      </DialogBody>
      <DialogFooter>
        <Button variant="outline" onPress={onCancel}>
          Cancel
        </Button>
        {hitsVisits ? (
          <ActionButton variant="primary" disabledReason={denied ?? missing ?? notYet} onPress={onPreview}>
            See what to offer
          </ActionButton>
        ) : (
          <ActionButton
            variant="primary"
            isPending={add.isPending}
            disabledReason={denied ?? missing ?? notYet}
            onPress={() => {
              if (range !== undefined) add.mutate({ provider_id: provider.id, ...range, note: form.note })
            }}
          >
            Enter time off
          </ActionButton>
        )}
      </DialogFooter>
    </>
  )
}

function WhenFields({ form, zone }: { form: TimeOffDraft; zone: string }) {
  const { draft, change } = form
  if (!draft.isWholeDays) {
    return (
      <div className="grid gap-3 sm:grid-cols-2">
        <ZonedTimeField label="From" zone={zone} value={draft.from} onChange={(from) => change({ from })} />
        <ZonedTimeField
          label="Until"
          zone={zone}
          value={draft.until}
          onChange={(until) => change({ until })}
        />
      </div>
    )
  }
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <TextField type="date" value={draft.firstDay} onChange={(firstDay) => change({ firstDay })} fullWidth>
        <Label>First day</Label>
        <Input />
      </TextField>
      <TextField type="date" value={draft.lastDay} onChange={(lastDay) => change({ lastDay })} fullWidth>
        <Label>Last day (may stay empty)</Label>
        <Input />
      </TextField>
    </div>
  )
}
