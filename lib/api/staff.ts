import { queryOptions } from '@tanstack/react-query'
import type { CreateStaffInput, StaffView, UpdateStaffInput } from '#lib/domain/staff/schema.ts'
import { apiFetch } from './fetch.ts'
import { type Listed, listed } from './listed.ts'

/** Every login that shares a clinic with this one, disabled ones last. Answered to administrators only. */
export const staffQuery = () =>
  queryOptions({
    queryKey: ['staff', 'list'],
    queryFn: async ({ signal }) => listed(await apiFetch<Listed<StaffView>>('/api/staff', { signal })),
  })

export const createStaff = (input: CreateStaffInput) =>
  apiFetch<StaffView>('/api/staff', { method: 'POST', body: input })

/** Changes what is given and leaves the rest as it is. */
export const updateStaff = ({ staff_id: id, ...changes }: UpdateStaffInput) =>
  apiFetch<StaffView>(`/api/staff/${id}`, { method: 'PATCH', body: changes })
