import { Logo } from '../shell/logo.tsx'
import { ReadyMark } from '../shell/ready-mark.tsx'
import { type Entry, entriesByTag, type ReferenceDocument } from './document.ts'
import { MethodMark } from './method-mark.tsx'
import { CARD, OperationSection } from './operation-section.tsx'
import { Prose } from './prose.tsx'
import { ReferenceSearch } from './reference-search.tsx'
import { FIELD_STYLES, SchemaFields } from './schema-fields.tsx'

/** The whole reference, made on the server from the document; only the search runs in the browser. */
export function Reference({ document }: { document: ReferenceDocument }) {
  const groups = entriesByTag(document)
  const tags = document.tags.filter(({ name }) => groups.has(name))
  return (
    <div className="mx-auto flex max-w-350 flex-col lg:grid lg:grid-cols-[19rem_minmax(0,1fr)]">
      <nav
        aria-label="Operations"
        className="top-0 z-10 flex flex-col gap-3 border-b border-border bg-background p-4 lg:sticky lg:h-dvh lg:overflow-y-auto lg:border-e lg:border-b-0"
      >
        <p className="flex items-center gap-2 font-semibold">
          <Logo /> Switchboard API
        </p>
        <ReferenceSearch />
        <div className="max-lg:hidden">
          {tags.map(({ name }) => (
            <NavGroup key={name} name={name} entries={groups.get(name) ?? []} />
          ))}
        </div>
      </nav>
      <main className={`flex min-w-0 flex-col gap-8 p-4 sm:p-6 ${FIELD_STYLES}`}>
        <Intro document={document} />
        {tags.map(({ name, description }) => (
          <div key={name} data-group className="flex flex-col gap-3">
            <div>
              <h2 id={`about-${name}`} className="text-lg font-semibold">
                {name}
              </h2>
              <p className="text-muted">{description}</p>
            </div>
            {(groups.get(name) ?? []).map((entry) => (
              <OperationSection key={entry.operation.operationId} entry={entry} document={document} />
            ))}
          </div>
        ))}
        <Webhooks document={document} />
        <Schemas document={document} />
      </main>
      <ReadyMark />
    </div>
  )
}

function NavGroup({ name, entries }: { name: string; entries: readonly Entry[] }) {
  return (
    <div data-group className="pb-2">
      <a href={`#about-${name}`} className="block px-1 py-1 text-xs font-semibold text-muted">
        {name}
      </a>
      <ul>
        {entries.map(({ method, path, operation }) => (
          <li
            key={operation.operationId}
            data-search={`${method} ${path} ${operation.summary}`.toLowerCase()}
          >
            <a
              href={`#${operation.operationId}`}
              className="flex items-center gap-2 rounded-md px-1 py-1 text-xs hover:bg-default"
            >
              <MethodMark method={method} />
              <span className="truncate">{operation.summary}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Intro({ document: { info } }: { document: ReferenceDocument }) {
  return (
    <header className="flex flex-col gap-3">
      <h1 className="text-2xl font-semibold">API reference</h1>
      <p className="text-muted">
        Version {info.version}. For programs:{' '}
        <a href="/api/openapi.json" className="text-accent-ink underline underline-offset-2">
          /api/openapi.json
        </a>{' '}
        (OpenAPI 3.1). Agents may also speak A2A (<code className="font-mono text-xs">/api/a2a</code>) and MCP
        (<code className="font-mono text-xs">/api/mcp</code>).
      </p>
      {info.description.split('\n\n').map((paragraph) => (
        <p key={paragraph} className="max-w-prose text-ink-secondary">
          <Prose text={paragraph} />
        </p>
      ))}
    </header>
  )
}

function Webhooks({ document }: { document: ReferenceDocument }) {
  const entries = Object.entries(document.webhooks)
  return (
    <div data-group className="flex flex-col gap-3">
      <div>
        <h2 className="text-lg font-semibold">Webhooks</h2>
        <p className="text-muted">What Switchboard posts to other servers.</p>
      </div>
      {entries.map(([name, { post }]) => (
        <OperationSection
          key={name}
          entry={{ method: 'POST', path: 'your address', operation: post }}
          document={document}
        />
      ))}
    </div>
  )
}

function Schemas({ document: { components } }: { document: ReferenceDocument }) {
  return (
    <div data-group className="flex flex-col gap-3">
      <h2 className="text-lg font-semibold">Shapes</h2>
      {Object.entries(components.schemas).map(([name, schema]) => (
        <section
          key={name}
          id={`schema-${name}`}
          data-search={`${name} ${Object.keys(schema.properties ?? {}).join(' ')}`.toLowerCase()}
          className={CARD}
        >
          <h3 className="font-mono font-semibold">{name}</h3>
          {schema.description !== undefined && <p className="text-muted">{schema.description}</p>}
          <SchemaFields schema={schema} />
        </section>
      ))}
    </div>
  )
}
