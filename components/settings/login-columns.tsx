import type { StaffView } from '#lib/domain/staff/schema.ts'
import type { Column } from '../table/data-table.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import { Ago } from './ago.tsx'
import { LoginActions } from './login-actions.tsx'
import { ROLE_WORDS } from './role-words.ts'

/** The columns of the login list; full times are in `zone`. */
export const loginColumns = (ownId: string | undefined, zone: string): Column<StaffView>[] => [
  {
    id: 'name',
    header: 'Login',
    cell: (login) => <Person login={login} isOwn={login.id === ownId} />,
  },
  { id: 'role', header: 'Role', isSecondary: true, cell: (login) => ROLE_WORDS[login.role] },
  {
    id: 'clinics',
    header: 'Works for',
    isSecondary: true,
    cell: (login) => <span className="text-ink-secondary">{clinicWords(login)}</span>,
  },
  {
    id: 'seen',
    header: 'Last seen',
    isSecondary: true,
    cell: (login) => <Ago at={login.last_seen_at} zone={zone} never="Never signed in" />,
  },
  { id: 'actions', header: '', align: 'end', cell: (login) => <LoginActions login={login} /> },
]

function Person({ login, isOwn }: { login: StaffView; isOwn: boolean }) {
  return (
    <span className="flex items-center gap-3">
      <span className="max-sm:hidden">
        <Avatar name={login.name} />
      </span>
      <span className="flex min-w-0 flex-col">
        <span className="flex flex-wrap items-center gap-x-2 font-medium">
          {login.name}
          {isOwn && <StatusPill tone="accent">You</StatusPill>}
          {login.is_disabled && <StatusPill tone="neutral">Disabled</StatusPill>}
        </span>
        <span className="text-xs wrap-anywhere text-muted">{login.email}</span>
        <span className="text-xs text-muted md:hidden">
          {ROLE_WORDS[login.role]}, {clinicWords(login)}
        </span>
      </span>
    </span>
  )
}

const clinicWords = ({ clinics }: StaffView) =>
  clinics.length === 0 ? 'No clinic' : clinics.map(({ name }) => name).join(', ')
