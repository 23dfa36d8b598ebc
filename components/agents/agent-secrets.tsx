import type { RegisteredAgentView } from '#lib/domain/agents/schema.ts'
import { SecretBox } from '../ui/shown-once.tsx'

/** The key and signing secret that were made just now. They are shown once, so both can be copied from here. */
export function AgentSecrets({ made }: { made: Pick<RegisteredAgentView, 'api_key' | 'signing_secret'> }) {
  return (
    <div className="flex flex-col gap-4">
      {made.api_key !== null && (
        <Secret title="Key" what="the key" value={made.api_key}>
          The agent sends it with each request:{' '}
          <code className="font-mono text-xs">Authorization: Bearer …</code>. It opens what this agent sent
          and received, and nothing else.
        </Secret>
      )}
      {made.signing_secret !== null && (
        <Secret title="Signing secret" what="the signing secret" value={made.signing_secret}>
          The agent checks with it that a message came from here (Standard Webhooks:{' '}
          <code className="font-mono text-xs">webhook-signature</code>).
        </Secret>
      )}
    </div>
  )
}

interface SecretProps {
  title: string
  what: string
  value: string
  children: React.ReactNode
}

function Secret({ title, what, value, children }: SecretProps) {
  return (
    <section aria-label={title} className="flex flex-col gap-1.5">
      <h3 className="text-xs font-medium text-ink-secondary">{title}</h3>
      <SecretBox value={value} what={what} className="text-foreground" />
      <p className="text-xs text-muted">{children}</p>
    </section>
  )
}
