import type { z } from 'zod'
import type { Permission } from '#lib/domain/permissions.ts'

/** An answer with a body of its own, beside the success and the problems that follow from the route's options. */
export interface OtherAnswer {
  description: string
  schema?: z.ZodType
  /** `application/json` by default. */
  type?: string
}

/** What a route says of itself in the API's description. The rest is read off the route's own options. */
export interface RouteDoc<Output extends z.ZodType = z.ZodType> {
  /** In the imperative, without a full stop: "Send an offer". */
  summary: string
  /** What a caller has to know beyond the fields: when, what follows, what it does not do. Plain sentences. */
  description?: string
  /** What the login or key must hold; null: whoever is known. By default the route's `permission`. */
  scope?: Permission | null
  /** Body of the success; absent: none (204). */
  output?: Output
  /** Media type of the success where it is not JSON. */
  produces?: string
  /** The body that is read where it is not the route's `input` as JSON. */
  consumes?: { type: string; schema: z.ZodType }
  answers?: Record<number, OtherAnswer>
  /** Of the body that is sent and of the answer; a test reads both by their schemas. */
  example?: { request?: unknown; response?: unknown }
}

/** One operation: a route's options as far as its description needs them. */
export interface OperationSource {
  doc?: RouteDoc
  /** `signature`: by what a carrier signs. `bearer`: a key or token, never a session. */
  auth?: 'session or key' | 'session' | 'bearer' | 'signature' | 'none'
  permission?: Permission
  input?: z.ZodType
  path?: Record<string, string>
  named?: readonly string[]
  status?: number
  agentMessaging?: boolean
  isRepeatable?: false
  /** Refusals have the shape of another protocol, not of problems; `doc.answers` names them. */
  hasOwnRefusals?: boolean
  /** The address, where it is not the file's own: one handler of a catch-all serves several. */
  at?: string
}

/** What hangs on a handler: its operations, or why there is nothing to describe. */
export type Described = { operations: readonly OperationSource[] } | { hidden: string }

type AnyHandler = (...args: never[]) => unknown

/** A function of its own, so that one handler may be exported twice and described differently. */
function describedAs<Handler extends AnyHandler>(handler: Handler, described: Described) {
  const own = ((...args) => handler(...args)) as Handler
  return Object.assign(own, { described })
}

/** Describes a handler that `route` did not make. */
export const documented = <Handler extends AnyHandler>(handler: Handler, ...operations: OperationSource[]) =>
  describedAs(handler, { operations })

/** A handler that is no part of the API: says why. */
export const hidden = <Handler extends AnyHandler>(handler: Handler, why: string) =>
  describedAs(handler, { hidden: why })
