import type { Answer, Entry, Parameter, ReferenceDocument } from './document.ts'
import { refName } from './document.ts'
import { MethodMark } from './method-mark.tsx'
import { Prose } from './prose.tsx'
import { Description, SchemaFields, TypeName } from './schema-fields.tsx'

interface OperationSectionProps {
  entry: Entry
  document: ReferenceDocument
}

/** One operation: what it does, who may, what it takes and what it answers. */
export function OperationSection({ entry, document }: OperationSectionProps) {
  const { method, path, operation } = entry
  const words = `${method} ${path} ${operation.summary} ${operation.description ?? ''} ${scopeOf(entry)}`
  return (
    <section id={operation.operationId} data-search={words.toLowerCase()} className={CARD}>
      <h3 className="text-base font-semibold">{operation.summary}</h3>
      <p className="mt-1 flex flex-wrap items-center gap-2">
        <MethodMark method={method} />
        <code className="font-mono text-xs wrap-anywhere">{path}</code>
      </p>
      {operation.description !== undefined && (
        <p className="mt-2 max-w-prose text-ink-secondary">
          <Prose text={operation.description} />
        </p>
      )}
      <p className="mt-2 text-xs text-muted">{scopeOf(entry)}</p>
      <Parameters parameters={operation.parameters ?? []} document={document} />
      <Body entry={entry} />
      <Answers responses={operation.responses} />
    </section>
  )
}

function scopeOf({ operation: { security = [] } }: Entry): string {
  if (security.length === 0) return 'Without a key or a login.'
  const kinds = security.flatMap((each) => Object.keys(each))
  if (kinds.includes('carrierSignature')) return 'Signed by the carrier.'
  const scope = Object.values(security[0] ?? {})[0]?.[0]
  const who = kinds.length > 1 ? 'A key or a login' : kinds[0] === 'session' ? 'A login' : 'A key'
  return scope === undefined ? `${who}.` : `${who} with ${scope}.`
}

/** What is far away is laid out when it comes near. */
export const CARD =
  'scroll-mt-4 rounded-xl border border-border bg-surface p-4 target:border-accent sm:p-5 [content-visibility:auto] [contain-intrinsic-size:auto_24rem]'
const HEADING = 'mt-4 mb-1 text-xs font-semibold text-muted'

function Parameters({
  parameters,
  document,
}: {
  parameters: readonly Parameter[]
  document: ReferenceDocument
}) {
  const own = parameters.filter(({ $ref }) => $ref === undefined)
  const shared = parameters.flatMap(({ $ref }) =>
    $ref === undefined ? [] : [document.components.parameters[refName($ref)]?.name],
  )
  return (
    <>
      {own.length > 0 && <h4 className={HEADING}>Parameters</h4>}
      <ul data-fields>
        {own.map(({ name, in: place, required, description, schema = {} }) => (
          <li key={`${place} ${name}`}>
            <code>{name}</code>
            <TypeName schema={schema} />
            <b>{required ? `${place}, required` : place}</b>
            <Description text={description ?? schema.description} />
          </li>
        ))}
      </ul>
      {shared.length > 0 && <p className="mt-2 text-xs text-muted">Headers: {shared.join(', ')}.</p>}
    </>
  )
}

function Body({ entry: { method, path, operation } }: { entry: Entry }) {
  const [type, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
  if (type === undefined || content?.schema === undefined) return null
  const example = content.example === undefined ? null : JSON.stringify(content.example, null, 2)
  return (
    <>
      <h4 className={HEADING}>Body, {type}</h4>
      <SchemaFields schema={content.schema} />
      {example !== null && (
        <details>
          <summary>Example</summary>
          <pre className="mt-1 overflow-x-auto rounded-lg bg-surface-tertiary p-3 font-mono text-xs">
            {`curl -X ${method} "$URL${path}" \\\n  -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' \\\n  -d '${example}'`}
          </pre>
        </details>
      )}
    </>
  )
}

function Answers({ responses }: { responses: Record<string, Answer> }) {
  const entries = Object.entries(responses)
  const refusals = entries.filter(([, answer]) => answer.$ref !== undefined).map(([status]) => status)
  return (
    <>
      <h4 className={HEADING}>Answers</h4>
      <ul className="flex flex-col gap-2">
        {entries
          .filter(([, answer]) => answer.$ref === undefined)
          .map(([status, answer]) => (
            <li key={status}>
              <OwnAnswer status={status} answer={answer} />
            </li>
          ))}
        {refusals.length > 0 && (
          <li className="text-xs text-muted">
            {refusals.join(', ')}: a{' '}
            <a href="#schema-Problem" className="text-accent-ink underline underline-offset-2">
              Problem
            </a>{' '}
            that says why.
          </li>
        )}
      </ul>
    </>
  )
}

function OwnAnswer({ status, answer }: { status: string; answer: Answer }) {
  const [type, content] = Object.entries(answer.content ?? {})[0] ?? []
  return (
    <>
      <p className="text-xs">
        <code className="font-mono font-medium">{status}</code> {answer.description}{' '}
        {type !== undefined && type !== 'application/json' && <span className="text-muted">{type}</span>}
      </p>
      {content?.schema !== undefined && <SchemaFields schema={content.schema} />}
    </>
  )
}
