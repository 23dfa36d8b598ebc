import type { Ctx } from '#lib/core/context.ts'
import type { Permission } from '#lib/domain/permissions.ts'

/** Rows that a list of resources names at most; the tools page through the rest. */
export const MAX_LISTED = 100
/** How many days ahead, today included, appointments and schedules are listed. */
export const LISTED_DAYS = 7

/** One thing that can be read under an address of its own. */
export interface ListedResource {
  uri: string
  name: string
  title: string
}

/** A kind of thing that models read by address; read only, in the words of the tools. */
export interface Resource {
  readonly name: string
  readonly title: string
  readonly description: string
  /** RFC 6570, simple expansions only. */
  readonly template: string
  readonly permission: Permission
  /** Each of these is as good as `permission`. */
  readonly orElse?: readonly Permission[]
  /** The latest or nearest ones that the caller may read. */
  list(ctx: Ctx): Promise<ListedResource[]>
  /** Throws `not_found` for what is unknown or out of scope. The variables are decoded. */
  read(ctx: Ctx, variables: Record<string, string>): Promise<Record<string, unknown>>
  /** What tells that it changed: the ids of live events. Throws as `read` does. */
  watch(ctx: Ctx, variables: Record<string, string>): Promise<ResourceWatch>
}

/** True for the live events after which the thing should be read again. */
export type ResourceWatch = (event: { type: string; id: string; clinic_id: string | null }) => boolean
