'use client'

import { Button, Input, Label, TextField } from '@heroui/react'
import { sendOffer } from '#lib/api/offers.ts'
import type { SendOfferInput, SendOfferResult } from '#lib/domain/messaging/schema.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { DialogBody, DialogFooter } from '../ui/dialog.tsx'
import { InlineError } from '../ui/inline-error.tsx'
import { Picker } from '../ui/picker.tsx'
import { useAction } from '../ui/use-action.ts'
import { ServicePicker } from './service-picker.tsx'
import { SlotFilters } from './slot-filters.tsx'
import { SlotList } from './slot-list.tsx'
import type { OfferTarget } from './targets.ts'
import { TextPreviewCard } from './text-preview.tsx'
import { useOfferDraft } from './use-offer-draft.ts'

const MAX_COST_LENGTH = 40
const EXPIRIES = [4, 12, 24, 48].map((hours) => ({ id: String(hours), label: `${hours} hours` }))
const timesWords = (count: number) => `${count} ${count === 1 ? 'time' : 'times'}`

interface SendOfferFormProps {
  target: OfferTarget
  onCancel: () => void
  onSent: (result: SendOfferResult) => void
}

/** The body of the offer dialog. The best few times are chosen from the start; a choice of one's own replaces them. */
export function SendOfferForm({ target, onCancel, onSent }: SendOfferFormProps) {
  const draft = useOfferDraft(target)
  const denied = usePermissionReason()('offers:send')
  const count = draft.chosen.length
  const send = useAction((input: SendOfferInput) => sendOffer(input), {
    done: `${timesWords(count)} offered to ${target.patient?.name ?? 'the patient'}.`,
    onDone: onSent,
    hasOwnError: true,
  })
  const { input } = draft
  return (
    <>
      <DialogBody className="grid gap-5 overflow-y-auto md:grid-cols-[minmax(0,1fr)_17rem]">
        <WhenPart target={target} draft={draft} />
        <WhatPart draft={draft} error={send.error} />
      </DialogBody>
      <DialogFooter>
        <Button variant="outline" onPress={onCancel}>
          Cancel
        </Button>
        <ActionButton
          variant="primary"
          isPending={send.isPending}
          disabledReason={denied ?? (input === undefined ? missingWords(target.patient, count) : null)}
          onPress={() => input !== undefined && send.mutate(input)}
        >
          Send {timesWords(count)}
        </ActionButton>
      </DialogFooter>
    </>
  )
}

type Draft = ReturnType<typeof useOfferDraft>

function WhenPart({ target, draft }: { target: OfferTarget; draft: Draft }) {
  const clinicId = target.clinic.id
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <ServicePicker clinicId={clinicId} value={draft.service?.id} onChange={draft.chooseService} />
      {draft.service !== undefined && (
        <SlotFilters
          clinicId={clinicId}
          serviceTypeId={draft.service.id}
          value={draft.filter}
          onChange={draft.setFilter}
        />
      )}
      <div className="md:h-80 md:overflow-y-auto md:pe-1">
        <SlotList query={draft.slots} chosen={draft.chosen} onToggle={draft.toggle} />
      </div>
    </div>
  )
}

function WhatPart({ draft, error }: { draft: Draft; error: unknown }) {
  const hasChoice = draft.chosen.length > 0
  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-2">
        <Picker label="Answer within" choices={EXPIRIES} value={draft.expiry} onChange={draft.setExpiry} />
        <TextField value={draft.cost} onChange={draft.setCost} maxLength={MAX_COST_LENGTH}>
          <Label>Estimated cost</Label>
          <Input placeholder="None" />
        </TextField>
      </div>
      <h3 className="text-xs font-medium text-ink-secondary">The text, as it will be sent</h3>
      {hasChoice && draft.preview.data !== undefined && <TextPreviewCard preview={draft.preview.data} />}
      {!hasChoice && <p>Choose at least one time.</p>}
      <InlineError error={error ?? draft.preview.error} />
    </div>
  )
}

function missingWords(patient: OfferTarget['patient'], count: number): string {
  if (patient === undefined) return 'Choose the patient first.'
  return count === 0 ? 'Choose at least one time.' : 'Services are still loading.'
}
