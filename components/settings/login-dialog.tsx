'use client'

import type { z } from 'zod'
import { createStaff, updateStaff } from '#lib/api/staff.ts'
import {
  type ClinicView,
  type CreateStaffInput,
  createStaffInput,
  type StaffView,
  updateStaffInput,
} from '#lib/domain/staff/schema.ts'
import { CheckboxListField } from '../form/checkbox-list-field.tsx'
import { Form } from '../form/form.tsx'
import { FormActions } from '../form/form-actions.tsx'
import { SelectField } from '../form/select-field.tsx'
import { TextField } from '../form/text-field.tsx'
import { useMe } from '../shell/use-me.ts'
import { Dialog, DialogBody } from '../ui/dialog.tsx'
import { zoneName } from '../ui/time.ts'
import { useAction } from '../ui/use-action.ts'
import { NewPasswordField } from './new-password-field.tsx'
import { ROLE_CHOICES } from './role-words.ts'

const changeForm = createStaffInput
  .pick({ name: true, role: true, clinic_ids: true })
  .extend({ version: updateStaffInput.shape.version })
type ChangeForm = z.infer<typeof changeForm>

interface LoginDialogProps {
  /** Left out to create one. */
  login: StaffView | undefined
  onClose: () => void
}

/** Creates a login, or gives one another name, role or clinics. */
export function LoginDialog({ login, onClose }: LoginDialogProps) {
  const me = useMe()
  const isOwn = login !== undefined && login.id === me?.id
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={login === undefined ? 'New login' : `Change ${login.name}`}
      description={
        login === undefined
          ? 'They sign in with the e-mail address and the password.'
          : isOwn
            ? 'This is your own login. Another role takes these settings away from you at once.'
            : `${login.email}. Changes count from the next click on.`
      }
    >
      <DialogBody className="overflow-y-auto">
        {login === undefined ? (
          <CreateForm clinics={me?.clinics ?? []} onClose={onClose} />
        ) : (
          <ChangeForm login={login} clinics={me?.clinics ?? []} onClose={onClose} />
        )}
      </DialogBody>
    </Dialog>
  )
}

interface LoginFormProps {
  clinics: readonly ClinicView[]
  onClose: () => void
}

function CreateForm({ clinics, onClose }: LoginFormProps) {
  const create = useAction((input: CreateStaffInput) => createStaff(input), {
    done: (made) => `${made.name} can sign in with ${made.email}.`,
    onDone: onClose,
    hasOwnError: true,
  })
  const onlyClinic = clinics.length === 1 ? clinics.map(({ id }) => id) : []
  return (
    <Form
      schema={createStaffInput}
      defaultValues={{ name: '', email: '', role: 'scheduler', password: '', clinic_ids: onlyClinic }}
      onSubmit={create.mutateAsync}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField name="name" label="Name" autoComplete="off" isRequired />
        <TextField name="email" type="email" label="E-mail" autoComplete="off" isRequired />
      </div>
      <RoleAndClinics clinics={clinics} />
      <NewPasswordField />
      <FormActions submitLabel="Create login" onCancel={onClose} />
    </Form>
  )
}

function ChangeForm({ login, clinics, onClose }: LoginFormProps & { login: StaffView }) {
  const save = useAction((form: ChangeForm) => updateStaff({ staff_id: login.id, ...form }), {
    done: (saved) => `${saved.name} is saved.`,
    onDone: onClose,
    hasOwnError: true,
  })
  return (
    <Form
      schema={changeForm}
      defaultValues={{
        name: login.name,
        role: login.role,
        clinic_ids: login.clinics.map(({ id }) => id),
        version: login.version,
      }}
      onSubmit={save.mutateAsync}
    >
      <TextField name="name" label="Name" autoComplete="off" isRequired />
      <RoleAndClinics clinics={clinics} />
      <FormActions submitLabel="Save changes" onCancel={onClose} />
    </Form>
  )
}

function RoleAndClinics({ clinics }: { clinics: readonly ClinicView[] }) {
  return (
    <>
      <SelectField name="role" label="Role" choices={ROLE_CHOICES} isRequired />
      <CheckboxListField
        name="clinic_ids"
        label="Works for"
        choices={clinics.map(({ id, name, time_zone }) => ({
          id,
          label: name,
          detail: `${zoneName(time_zone)} time`,
        }))}
      />
    </>
  )
}
