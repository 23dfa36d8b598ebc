import { z } from 'zod'
import { recordDenial } from '#lib/core/audit.ts'
import { requirePermission } from '#lib/core/authorize.ts'
import type { Config, Ctx } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import { isSwitchboardError, SwitchboardError } from '#lib/domain/errors.ts'
import type { Permission } from '#lib/domain/permissions.ts'

/** How a tool behaves, for clients that ask before they call (MCP 2026-07-28, ToolAnnotations). */
export interface ToolHints {
  readOnlyHint: boolean
  destructiveHint: boolean
  idempotentHint: boolean
  openWorldHint: boolean
}

interface ToolDefinition<Input extends z.ZodObject, Output extends z.ZodObject> {
  name: string
  title: string
  description: string
  /** Flat objects without transforms or unions at the root: clients drop tools whose schema has them. */
  input: Input
  output: Output
  permission: Permission
  /** Needed as well. */
  alsoNeeds?: readonly Permission[]
  /** Each of these is as good as `permission`. */
  orElse?: readonly Permission[]
  hints: ToolHints
  /** False where this installation has no use for it: it is not listed. True without it. */
  isOffered?(config: Config): boolean
  /** What a field of the verbs is called in `input`, for errors. */
  fields?: Readonly<Record<string, string>> | ((field: string) => string)
  run(ctx: Ctx, input: z.output<Input>): Promise<z.input<Output>>
}

/** A verb described for models, with its types folded away: what MCP and the A2A executor call. */
export interface Tool {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly input: z.ZodObject
  readonly output: z.ZodObject
  readonly permission: Permission
  readonly alsoNeeds?: readonly Permission[]
  readonly orElse?: readonly Permission[]
  readonly hints: ToolHints
  isOffered?(config: Config): boolean
  /** Reads the arguments, calls the verb, and answers exactly what `output` says. Throws errors of the closed list. */
  call(ctx: Ctx, args: unknown): Promise<Record<string, unknown>>
}

/** On every tool: which clinic is meant. */
export const clinicField = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .nullish()
  .describe('Name or id of the clinic. By default the key’s own, else the default clinic.')

/** What needs permissions: a tool, or a kind of resource. */
export type Guarded = Pick<Tool, 'permission' | 'alsoNeeds' | 'orElse'>

/** What a caller with these permissions lacks; empty when nothing. */
export function missingPermissions(guarded: Guarded, held: ReadonlySet<Permission>): Permission[] {
  const { permission, alsoNeeds = [], orElse = [] } = guarded
  const first = [permission, ...orElse].some((each) => held.has(each)) ? [] : [permission]
  return [...first, ...alsoNeeds.filter((each) => !held.has(each))]
}

/** True when the caller may use the tool and the installation has a use for it. */
export const isListed = (tool: Tool, { config, actor }: Pick<Ctx, 'config' | 'actor'>): boolean =>
  missingPermissions(tool, actor.permissions).length === 0 && (tool.isOffered?.(config) ?? true)

async function checkPermission(ctx: Ctx, tool: Guarded & { name: string }): Promise<void> {
  const [missing] = missingPermissions(tool, ctx.actor.permissions)
  if (missing === undefined) return
  await recordDenial(ctx, `tool.${tool.name}`, 'forbidden')
  requirePermission(ctx, missing)
}

type Fields = ToolDefinition<z.ZodObject, z.ZodObject>['fields']

/** The same error in the words of the tool's input. */
function inToolTerms(error: unknown, fields: Fields): unknown {
  if (fields === undefined || !isSwitchboardError(error) || error.field === undefined) return error
  const { code, message, legal, retryAfterSeconds } = error
  const field = typeof fields === 'function' ? fields(error.field) : (fields[error.field] ?? error.field)
  return new SwitchboardError(code, message, { field, legal, retryAfterSeconds })
}

export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  definition: ToolDefinition<Input, Output>,
): Tool {
  return {
    ...definition,
    async call(ctx, args) {
      await checkPermission(ctx, definition)
      const input = parseInput(definition.input, args ?? {})
      try {
        // Strict clients refuse a field that the schema does not name.
        return definition.output.parse(await definition.run(ctx, input))
      } catch (error) {
        throw inToolTerms(error, definition.fields)
      }
    },
  }
}
