import { z } from 'zod'
import { recordDenial } from '#lib/core/audit.ts'
import { requirePermission } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import { isSwitchboardError } from '#lib/domain/errors.ts'
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
  hints: ToolHints
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
  readonly hints: ToolHints
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

async function checkPermission(ctx: Ctx, tool: { name: string; permission: Permission }): Promise<void> {
  try {
    requirePermission(ctx, tool.permission)
  } catch (error) {
    if (isSwitchboardError(error, 'forbidden')) await recordDenial(ctx, `tool.${tool.name}`, 'forbidden')
    throw error
  }
}

export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  definition: ToolDefinition<Input, Output>,
): Tool {
  return {
    ...definition,
    async call(ctx, args) {
      await checkPermission(ctx, definition)
      const result = await definition.run(ctx, parseInput(definition.input, args ?? {}))
      // Strict clients refuse a field that the schema does not name.
      return definition.output.parse(result)
    },
  }
}
