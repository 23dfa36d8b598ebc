'use client'

import { Button, Checkbox, Input, Label, TextField } from '@heroui/react'
import { addTimeOff } from '#lib/api/time-off.ts'
import type { AddTimeOffInput, AddTimeOffResult, ProviderView } from '#lib/domain/scheduling/schema.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { DialogBody, DialogFooter } from '../ui/dialog.tsx'
import { InlineError } from '../ui/inline-error.tsx'
import { useAction } from '../ui/use-action.ts'
import { ZonedTimeField } from '../ui/zoned-time-field.tsx'
import { AffectedVisits } from './affected-visits.tsx'
import { timeOffWords } from './time-off-words.ts'
import { useTimeOffDraft } from './use-time-off-draft.ts'

const MAX_NOTE = 500

interface TimeOffFormProps {
  clinic: ClinicView
  provider: ProviderView
  onCancel: () => void
  onAdded: (result: AddTimeOffResult) => void
}

/** When and why; the visits in the way are shown before anything is saved. */
export function TimeOffForm({ clinic, provider, onCancel, onAdded }: TimeOffFormProps) {
  const zone = clinic.time_zone
  const form = useTimeOffDraft(zone)
  const { draft, change, range, missing } = form
  const denied = usePermissionReason()('appointments:write')
  const add = useAction((input: AddTimeOffInput) => addTimeOff(input), {
    done: (result) => `${provider.name} is away ${timeOffWords(result.time_off, zone)}.`,
    onDone: onAdded,
    hasOwnError: true,
  })
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
        <ActionButton
          variant="primary"
          isPending={add.isPending}
          disabledReason={denied ?? missing}
          onPress={() => {
            if (range === undefined) return
            const note = draft.note.trim()
            add.mutate({ provider_id: provider.id, ...range, note: note === '' ? null : note })
          }}
        >
          Enter time off
        </ActionButton>
      </DialogFooter>
    </>
  )
}

function WhenFields({ form, zone }: { form: ReturnType<typeof useTimeOffDraft>; zone: string }) {
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
