import { fieldsOf, refsIn, type Schema, typeWords } from './document.ts'
import { Prose } from './prose.tsx'

const MAX_DEPTH = 4

/** A type with links to the shapes that it names. */
export function TypeName({ schema }: { schema: Schema }) {
  const refs = refsIn(schema)
  const words = typeWords(schema)
  if (refs.length !== 1) return <span className="font-mono text-xs text-muted wrap-anywhere">{words}</span>
  return (
    <a
      href={`#schema-${refs[0]}`}
      className="font-mono text-xs text-accent-ink underline underline-offset-2 wrap-anywhere"
    >
      {words}
    </a>
  )
}

interface SchemaFieldsProps {
  schema: Schema
  depth?: number
}

/** The fields of an object, one a line; objects inside it are opened by hand. */
export function SchemaFields({ schema, depth = 0 }: SchemaFieldsProps) {
  const object = fieldsOf(schema)
  if (object === null) return <TypeName schema={schema} />
  const required = new Set(object.required)
  return (
    <ul className="flex flex-col divide-y divide-border">
      {Object.entries(object.properties ?? {}).map(([name, field]) => (
        <li key={name} className="py-1.5">
          <div className="flex flex-wrap items-baseline gap-x-2">
            <code className="font-mono text-xs font-medium wrap-anywhere">{name}</code>
            <TypeName schema={field} />
            {required.has(name) && <span className="text-2xs text-muted">required</span>}
          </div>
          {field.description !== undefined && (
            <p className="text-xs text-ink-secondary">
              <Prose text={field.description} />
            </p>
          )}
          <Inner schema={field} depth={depth} />
        </li>
      ))}
    </ul>
  )
}

function Inner({ schema, depth }: Required<SchemaFieldsProps>) {
  if (depth >= MAX_DEPTH || fieldsOf(schema) === null) return null
  return (
    <details className="mt-1 rounded-md border border-border bg-surface-secondary px-3">
      <summary className="cursor-pointer py-1 text-xs text-muted">Its fields</summary>
      <SchemaFields schema={schema} depth={depth + 1} />
    </details>
  )
}
