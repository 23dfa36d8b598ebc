'use client'

import { updateStaff } from '#lib/api/staff.ts'
import { createStaffInput, type StaffView } from '#lib/domain/staff/schema.ts'
import { Form } from '../form/form.tsx'
import { FormActions } from '../form/form-actions.tsx'
import { useMe } from '../shell/use-me.ts'
import { Dialog, DialogBody } from '../ui/dialog.tsx'
import { useAction } from '../ui/use-action.ts'
import { NewPasswordField } from './new-password-field.tsx'

const passwordForm = createStaffInput.pick({ password: true })

/** Gives a login a new password. Whoever is signed in with the old one is signed out. */
export function PasswordDialog({ login, onClose }: { login: StaffView; onClose: () => void }) {
  const isOwn = useMe()?.id === login.id
  const save = useAction(
    ({ password }: { password: string }) => updateStaff({ staff_id: login.id, password }),
    { done: `${login.name} has a new password.`, onDone: onClose, hasOwnError: true },
  )
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`New password for ${login.name}`}
      description={
        isOwn
          ? 'This is your own login: you are signed out everywhere at once and sign in with the new one.'
          : 'The old one stops working. They are signed out everywhere at once.'
      }
    >
      <DialogBody className="overflow-y-auto">
        <Form schema={passwordForm} defaultValues={{ password: '' }} onSubmit={save.mutateAsync}>
          <NewPasswordField />
          <FormActions submitLabel="Set password" onCancel={onClose} />
        </Form>
      </DialogBody>
    </Dialog>
  )
}
