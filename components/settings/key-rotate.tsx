'use client'

import { useState } from 'react'
import { z } from 'zod'
import { rotateApiKey } from '#lib/api/api-keys.ts'
import type { ApiKeyView, CreatedApiKeyView } from '#lib/domain/staff/schema.ts'
import { Form } from '../form/form.tsx'
import { FormActions } from '../form/form-actions.tsx'
import { SelectField } from '../form/select-field.tsx'
import { ActionButton } from '../ui/action-button.tsx'
import { Dialog, DialogBody } from '../ui/dialog.tsx'
import { useAction } from '../ui/use-action.ts'
import { SHOWN_ONCE, ShownKey } from './shown-key.tsx'

const OVERLAPS = [
  { id: '0', label: 'Not at all', detail: 'The old key is refused at once' },
  { id: '1', label: 'One hour' },
  { id: '24', label: 'One day' },
  { id: '168', label: 'A week' },
  { id: '720', label: '30 days' },
]
const rotateForm = z.object({ overlap: z.string() })

/** Makes the next key of a program; the old one works on for a while, so that nothing stops. */
export function KeyRotate({ apiKey, disabledReason }: { apiKey: ApiKeyView; disabledReason: string | null }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <ActionButton
        variant="ghost"
        size="sm"
        aria-label={`Rotate ${apiKey.name}`}
        disabledReason={disabledReason}
        onPress={() => setOpen(true)}
      >
        Rotate
      </ActionButton>
      {isOpen && <RotateDialog apiKey={apiKey} onClose={() => setOpen(false)} />}
    </>
  )
}

function RotateDialog({ apiKey, onClose }: { apiKey: ApiKeyView; onClose: () => void }) {
  const [made, setMade] = useState<CreatedApiKeyView>()
  const rotate = useAction((hours: number) => rotateApiKey(apiKey.id, hours), {
    onDone: setMade,
    hasOwnError: true,
  })
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={made === undefined ? `Rotate the key of ${apiKey.name}` : `The next key of ${made.name}`}
      description={
        made === undefined ? 'The next key may do the same, in the same clinics, for as long.' : SHOWN_ONCE
      }
    >
      {made === undefined ? (
        <DialogBody className="overflow-y-auto">
          <Form
            schema={rotateForm}
            defaultValues={{ overlap: '24' }}
            onSubmit={({ overlap }) => rotate.mutateAsync(Number(overlap))}
          >
            <SelectField name="overlap" label="The old key works on for" choices={OVERLAPS} isRequired />
            <FormActions submitLabel="Rotate key" onCancel={onClose} />
          </Form>
        </DialogBody>
      ) : (
        <ShownKey made={made} onClose={onClose} />
      )}
    </Dialog>
  )
}
