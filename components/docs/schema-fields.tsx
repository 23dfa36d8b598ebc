import { fieldsOf, refsIn, type Schema, typeWords } from './document.ts'
import { Prose } from './prose.tsx'

const MAX_DEPTH = 4
/** What their type says already. */
const PLAIN = new Set(['A uuid.', 'ISO 8601 with offset.'])

/**
 * How the lists of fields look, set once around all of them: there are thousands of lines, and classes on each would be most
 * of the page.
 */
export const FIELD_STYLES = [
  '[&_[data-fields]]:divide-y [&_[data-fields]]:divide-border',
  '[&_[data-fields]>li]:py-1.5 [&_[data-fields]>li]:text-xs',
  '[&_[data-fields]>li>code]:pe-2 [&_[data-fields]>li>code]:font-mono [&_[data-fields]>li>code]:font-medium',
  '[&_[data-fields]_b]:ps-2 [&_[data-fields]_b]:text-2xs [&_[data-fields]_b]:font-normal [&_[data-fields]_b]:text-muted',
  '[&_[data-fields]_p]:text-ink-secondary [&_i]:font-mono [&_i]:text-xs [&_i]:not-italic [&_i]:text-muted',
  '[&_i]:wrap-anywhere [&_i>a]:text-accent-ink [&_i>a]:underline [&_i>a]:underline-offset-2',
  '[&_details]:mt-1 [&_summary]:cursor-pointer [&_summary]:text-xs [&_summary]:text-muted',
  '[&_[data-fields]_details]:ps-4',
].join(' ')

/** A type, leading to the shape that it names. */
export function TypeName({ schema }: { schema: Schema }) {
  const refs = refsIn(schema)
  const words = typeWords(schema)
  return <i>{refs.length === 1 ? <a href={`#schema-${refs[0]}`}>{words}</a> : words}</i>
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
    <ul data-fields>
      {Object.entries(object.properties ?? {}).map(([name, field]) => (
        <li key={name}>
          <code>{name}</code>
          <TypeName schema={field} />
          {required.has(name) && <b>required</b>}
          <Description text={field.description} />
          {depth < MAX_DEPTH && fieldsOf(field) !== null && (
            <details>
              <summary>Its fields</summary>
              <SchemaFields schema={field} depth={depth + 1} />
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}

/** Nothing where there is nothing to add. */
export function Description({ text }: { text: string | undefined }) {
  if (text === undefined || PLAIN.has(text)) return null
  return (
    <p>
      <Prose text={text} />
    </p>
  )
}
