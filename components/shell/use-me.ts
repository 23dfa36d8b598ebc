'use client'

import { useQuery } from '@tanstack/react-query'
import { meQuery } from '#lib/api/session.ts'
import { type Permission, roleDisabledReason } from '#lib/domain/permissions.ts'

/** Who is signed in; undefined until it is known. */
export const useMe = () => useQuery(meQuery()).data

/**
 * Answers why the login may not do something, in words, or null when it may. Until the login is known nothing may be
 * done, which lasts for one request.
 */
export function usePermissionReason(): (permission: Permission) => string | null {
  const me = useMe()
  return (permission) =>
    me === undefined ? 'Your login is still being checked.' : roleDisabledReason(me.role, permission)
}
