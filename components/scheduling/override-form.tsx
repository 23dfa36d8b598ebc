'use client'

import { Button, Label, TextArea, TextField } from '@heroui/react'
import { useQuery } from '@tanstack/react-query'
import { providersQuery } from '#lib/api/providers.ts'
import { MAX_REASON_LENGTH } from '#lib/domain/wire.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { DialogBody, DialogFooter } from '../ui/dialog.tsx'
import { InlineError } from '../ui/inline-error.tsx'
import { Picker } from '../ui/picker.tsx'
import { instantOf, ZonedTimeField } from '../ui/zoned-time-field.tsx'
import { ConflictList, needsDecision } from './conflict-list.tsx'
import { NotifyCheckbox } from './notify-checkbox.tsx'
import { ServicePicker, useServiceTypes } from './service-picker.tsx'
import type { OverrideTarget } from './targets.ts'
import { useOverride } from './use-override.ts'

const VERBS = { book: 'Book anyway', move: 'Move anyway', cancel: 'Cancel anyway' } as const

interface OverrideFormProps {
  target: OverrideTarget
  patientName: string
  onClose: () => void
}

/** First what, when and why; then the conflicts; only then the button that does it. */
export function OverrideForm({ target, patientName, onClose }: OverrideFormProps) {
  const { fallback } = useServiceTypes(target.clinic.id)
  const override = useOverride({ ...target, serviceTypeId: target.serviceTypeId ?? fallback?.id }, onClose)
  const { draft, change, adjust, conflicts, check, apply } = override
  const denied = usePermissionReason()('bookings:override')
  const zone = target.clinic.time_zone
  return (
    <>
      <DialogBody className="flex flex-col gap-3 overflow-y-auto">
        {target.action !== 'cancel' && <WhatAndWhen target={target} override={override} />}
        <TextField
          value={draft.reason}
          onChange={(reason) => adjust({ reason })}
          maxLength={MAX_REASON_LENGTH}
          isRequired
          fullWidth
        >
          <Label>Why</Label>
          <TextArea rows={2} placeholder="Kept in the audit trail, with your name" />
        </TextField>
        <NotifyCheckbox
          isSelected={draft.isNotified}
          onChange={(isNotified) => change({ isNotified })}
          patientName={patientName}
        />
        {conflicts !== undefined && (
          <ConflictList
            conflicts={conflicts}
            zone={zone}
            displaced={draft.displaced}
            onDisplace={(id, displacement) =>
              adjust({ displaced: { ...draft.displaced, [id]: displacement } })
            }
          />
        )}
        <InlineError error={check.error ?? apply.error} />
      </DialogBody>
      <DialogFooter>
        <Button variant="outline" onPress={onClose}>
          Cancel
        </Button>
        {conflicts === undefined ? (
          <ActionButton
            variant="primary"
            isPending={check.isPending}
            disabledReason={denied ?? override.missing}
            onPress={() => check.mutate(undefined)}
          >
            List the conflicts
          </ActionButton>
        ) : (
          <ActionButton
            variant="danger"
            isPending={apply.isPending}
            disabledReason={denied ?? override.missing ?? undecidedWords(override, zone)}
            onPress={() => apply.mutate(undefined)}
          >
            {VERBS[target.action]}
          </ActionButton>
        )}
      </DialogFooter>
    </>
  )
}

type Override = ReturnType<typeof useOverride>

function WhatAndWhen({ target, override }: { target: OverrideTarget; override: Override }) {
  const { draft, change } = override
  const { data: providers } = useQuery(providersQuery(target.clinic.id))
  const choices = (providers ?? [])
    .filter((provider) => provider.is_active)
    .map((provider) => ({ id: provider.id, label: provider.name, detail: provider.specialty ?? undefined }))
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {target.action === 'book' && (
        <ServicePicker
          clinicId={target.clinic.id}
          value={draft.serviceId ?? target.serviceTypeId}
          onChange={(serviceId) => change({ serviceId })}
          className="sm:col-span-2"
        />
      )}
      <Picker
        label="Provider"
        choices={choices}
        value={draft.providerId ?? null}
        onChange={(providerId) => change({ providerId })}
      />
      <ZonedTimeField
        label="When"
        zone={target.clinic.time_zone}
        value={draft.when}
        onChange={(when) => change({ when })}
      />
    </div>
  )
}

/** What is still open in the list of conflicts; null when it can be done. */
function undecidedWords({ conflicts, draft }: Override, zone: string): string | null {
  for (const conflict of conflicts ?? []) {
    if (conflict.can_override) continue
    if (!needsDecision(conflict)) return `${conflict.text} That cannot be overridden.`
    const decision = draft.displaced[conflict.appointment_id]
    if (decision === undefined) return 'Decide what happens to each visit in the way.'
    if (decision.action === 'move' && instantOf(decision.to, zone) === undefined)
      return 'Say where each visit moves to.'
  }
  return null
}
