import { z } from 'zod'

/** Exports of a module, by name. */
export type Module = Record<string, unknown>

const isSchema = (value: unknown): value is z.ZodType => value instanceof z.ZodType

/** `appointmentView` is the Appointment; `sendOfferResult` keeps its name. */
const nameOf = (exported: string) =>
  `${exported.charAt(0).toUpperCase()}${exported.slice(1)}`.replace(/(?<=.)View$/, '')

/**
 * Names for the schemas of answers, after the exports that hold them. Objects and unions only: a named string would send
 * the reader away for one line. Two exports that would share a name keep their own.
 */
export function schemaNames(modules: readonly Module[]): Map<z.ZodType, string> {
  const names = new Map<z.ZodType, string>()
  const taken = new Set<string>()
  for (const [exported, schema] of modules.flatMap((module) => Object.entries(module))) {
    const isNamed = schema instanceof z.ZodObject || schema instanceof z.ZodDiscriminatedUnion
    if (!isSchema(schema) || !isNamed || names.has(schema)) continue
    const short = nameOf(exported)
    const name = taken.has(short) ? `${exported.charAt(0).toUpperCase()}${exported.slice(1)}` : short
    names.set(schema, name)
    taken.add(name)
  }
  return names
}
