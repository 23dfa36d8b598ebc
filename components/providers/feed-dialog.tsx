'use client'

import { useState } from 'react'
import { z } from 'zod'
import { createCalendarFeed } from '#lib/api/calendar-feeds.ts'
import { type CreatedCalendarFeedView, FEED_SHOWS, type FeedShows } from '#lib/domain/calendar-feed/schema.ts'
import type { ProviderView } from '#lib/domain/scheduling/schema.ts'
import { Form } from '../form/form.tsx'
import { FormActions } from '../form/form-actions.tsx'
import { SelectField } from '../form/select-field.tsx'
import { Dialog, DialogBody } from '../ui/dialog.tsx'
import { ShownOnce } from '../ui/shown-once.tsx'
import { useAction } from '../ui/use-action.ts'

const CHOICES = [
  { id: 'nothing', label: 'The time alone', detail: 'Every visit reads "Visit"' },
  { id: 'initials', label: 'Time and initials', detail: 'Like "Visit, M.L."' },
]
const feedForm = z.object({ shows: z.enum(FEED_SHOWS) })

interface FeedDialogProps {
  provider: ProviderView
  /** There is an address already, which ends. */
  isRenewal: boolean
  onClose: () => void
}

/** Makes a calendar address, then shows it, once. */
export function FeedDialog({ provider, isRenewal, onClose }: FeedDialogProps) {
  const [made, setMade] = useState<CreatedCalendarFeedView>()
  const make = useAction((shows: FeedShows) => createCalendarFeed(provider.id, shows), {
    onDone: setMade,
    hasOwnError: true,
  })
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Calendar of ${provider.name}`}
      description={
        made === undefined
          ? isRenewal
            ? 'The address that there is now stops at once.'
            : 'Whoever has the address can read the calendar.'
          : 'The address is shown this once. If it gets lost, make a new one.'
      }
    >
      {made === undefined ? (
        <DialogBody className="overflow-y-auto">
          <Form
            schema={feedForm}
            defaultValues={{ shows: 'nothing' }}
            onSubmit={({ shows }) => make.mutateAsync(shows)}
          >
            <SelectField name="shows" label="The calendar shows" choices={CHOICES} isRequired />
            <FormActions submitLabel="Make the address" onCancel={onClose} />
          </Form>
        </DialogBody>
      ) : (
        <ShownOnce
          value={new URL(made.path, window.location.origin).href}
          what="the address"
          onClose={onClose}
        >
          Add it to the calendar program as a subscription, not as an import: then moved and cancelled visits
          follow by themselves.
        </ShownOnce>
      )}
    </Dialog>
  )
}
