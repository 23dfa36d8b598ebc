'use client'

import { settleMember } from '#lib/api/campaigns.ts'
import { type CampaignMemberView, settleMemberInput } from '#lib/domain/campaign/schema.ts'
import { Form } from '../form/form.tsx'
import { FormActions } from '../form/form-actions.tsx'
import { TextField } from '../form/text-field.tsx'
import { Dialog, DialogBody } from '../ui/dialog.tsx'
import { useAction } from '../ui/use-action.ts'

interface SettleDialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  member: CampaignMemberView
  campaignId: string
}

/** Takes a visit off the campaign after it was dealt with by hand, with what was agreed. */
export function SettleDialog({ isOpen, onOpenChange, member, campaignId }: SettleDialogProps) {
  const name = member.patient.name
  const close = () => onOpenChange(false)
  const settle = useAction(settleMember, {
    done: `${name} is settled.`,
    onDone: close,
    hasOwnError: true,
  })
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={`Is ${name} settled?`}
      description={
        member.offered.length > 0
          ? 'The open offer ends without another text. The visit itself is not changed.'
          : 'No text is sent. The visit itself is not changed.'
      }
    >
      <DialogBody>
        <Form
          schema={settleMemberInput}
          defaultValues={{ campaign_id: campaignId, member_id: member.id, reason: '' }}
          onSubmit={settle.mutateAsync}
        >
          <TextField
            name="reason"
            label="What was agreed"
            description="Kept in the audit trail."
            placeholder="Called, comes next Tuesday instead"
            rows={2}
            isRequired
          />
          <FormActions submitLabel="Done" onCancel={close} />
        </Form>
      </DialogBody>
    </Dialog>
  )
}
