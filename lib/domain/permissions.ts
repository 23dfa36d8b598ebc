/** What a login or a key may do. API keys carry scopes of the same names; `agents:*` covers every `agents:` permission. */
export const PERMISSIONS = [
  'offers:send',
  'conversations:read',
  'appointments:write',
  'bookings:override',
  'sms:send',
  'sms:simulate',
  'agents:read',
  'agents:write',
  'messages:read',
  'messages:write',
  'settings:write',
  'admin',
] as const

export type Permission = (typeof PERMISSIONS)[number]
export type Scope = Permission | 'agents:*' | 'messages:*'
export type Role = 'admin' | 'scheduler' | 'viewer'

export const SCOPES: readonly Scope[] = [...PERMISSIONS, 'agents:*', 'messages:*']

const VIEWER: readonly Permission[] = ['conversations:read', 'agents:read', 'messages:read']

/** Viewer reads, scheduler does all but settings and admin, admin does all. */
export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  viewer: VIEWER,
  scheduler: PERMISSIONS.filter((permission) => permission !== 'settings:write' && permission !== 'admin'),
  admin: PERMISSIONS,
}

/** The scopes that AGENT_API_KEY carries: everything an agent does, nothing that staff alone may do. */
export const AGENT_SCOPES: readonly Scope[] = [
  'offers:send',
  'conversations:read',
  'appointments:write',
  'sms:send',
  'sms:simulate',
  'agents:*',
  'messages:*',
]

/** Spells out wildcard scopes and drops what is not a scope. */
export function expandScopes(scopes: readonly string[]): Permission[] {
  return PERMISSIONS.filter(
    (permission) => scopes.includes(permission) || scopes.includes(`${permission.split(':')[0]}:*`),
  )
}

/** Why a role may not do this, in a clerk's words, or null when it may. For `disabledReason` on controls. */
export function roleDisabledReason(role: Role, permission: Permission): string | null {
  if (ROLE_PERMISSIONS[role].includes(permission)) return null
  if (role === 'viewer')
    return 'Your login can view everything and change nothing. Ask an administrator for a scheduler login.'
  return 'Only an administrator can change this.'
}
