'use client'

import { KeyRound, Pencil, UserRoundCheck, UserRoundX } from 'lucide-react'
import { useState } from 'react'
import { updateStaff } from '#lib/api/staff.ts'
import type { StaffView } from '#lib/domain/staff/schema.ts'
import { useMe } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { useAction } from '../ui/use-action.ts'
import { LoginDialog } from './login-dialog.tsx'
import { changeReason, disableReason } from './login-reasons.ts'
import { PasswordDialog } from './password-dialog.tsx'

/** What can be done with one login, each with its reason when it cannot. */
export function LoginActions({ login }: { login: StaffView }) {
  const [open, setOpen] = useState<'change' | 'password' | 'access'>()
  const me = useMe()
  const denied = changeReason(me, login)
  const close = () => setOpen(undefined)
  const AccessIcon = login.is_disabled ? UserRoundCheck : UserRoundX
  return (
    <span className="flex justify-end gap-0.5">
      <ActionButton
        variant="ghost"
        size="sm"
        isIconOnly
        aria-label={`Change ${login.name}`}
        hint="Change name, role or clinics"
        disabledReason={denied}
        onPress={() => setOpen('change')}
      >
        <Pencil aria-hidden="true" />
      </ActionButton>
      <ActionButton
        variant="ghost"
        size="sm"
        isIconOnly
        aria-label={`New password for ${login.name}`}
        hint="New password"
        disabledReason={denied}
        onPress={() => setOpen('password')}
      >
        <KeyRound aria-hidden="true" />
      </ActionButton>
      <ActionButton
        variant="ghost"
        size="sm"
        isIconOnly
        aria-label={`${login.is_disabled ? 'Enable' : 'Disable'} ${login.name}`}
        hint={login.is_disabled ? 'Enable this login' : 'Disable this login'}
        disabledReason={disableReason(me, login)}
        onPress={() => setOpen('access')}
      >
        <AccessIcon aria-hidden="true" />
      </ActionButton>
      {open === 'change' && <LoginDialog login={login} onClose={close} />}
      {open === 'password' && <PasswordDialog login={login} onClose={close} />}
      <AccessDialog login={login} isOpen={open === 'access'} onClose={close} />
    </span>
  )
}

interface AccessDialogProps {
  login: StaffView
  isOpen: boolean
  onClose: () => void
}

function AccessDialog({ login, isOpen, onClose }: AccessDialogProps) {
  const change = useAction((is_disabled: boolean) => updateStaff({ staff_id: login.id, is_disabled }), {
    done: (saved) =>
      saved.is_disabled ? `${saved.name} cannot sign in any more.` : `${saved.name} can sign in again.`,
    hasOwnError: true,
  })
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={(isAsking) => !isAsking && onClose()}
      title={login.is_disabled ? `Let ${login.name} sign in again?` : `Disable the login of ${login.name}?`}
      confirmLabel={login.is_disabled ? 'Enable login' : 'Disable login'}
      isDangerous={!login.is_disabled}
      onConfirm={() => change.mutateAsync(!login.is_disabled)}
    >
      {login.is_disabled
        ? 'Password, role and clinics are as they were. Nobody is signed in by this.'
        : 'They are signed out everywhere at once and cannot sign in. What they did stays in the audit trail.'}
    </ConfirmDialog>
  )
}
