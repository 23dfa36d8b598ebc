import { AgentCard } from '@a2a-js/sdk'
import { agentCard } from './card.ts'
import type { WireVersion } from './version.ts'

interface CardJson {
  supportedInterfaces: { url: string; protocolBinding: string; protocolVersion: string }[]
  securitySchemes: Record<string, { httpAuthSecurityScheme?: { scheme: string; description?: string } }>
  securityRequirements: { schemes: Record<string, { list?: string[] }> }[]
  capabilities: Record<string, unknown>
}

/** The fields by which a reader of 0.3 knows an agent, beside those of 1.0; each kind of reader skips the other's. */
function withLegacyFields(card: CardJson) {
  const [legacy] = card.supportedInterfaces.filter(({ protocolVersion }) => protocolVersion === '0.3')
  const schemes = Object.entries(card.securitySchemes).map(([name, scheme]) => [
    name,
    {
      ...scheme,
      type: 'http',
      scheme: scheme.httpAuthSecurityScheme?.scheme,
      description: scheme.httpAuthSecurityScheme?.description,
    },
  ])
  return {
    ...card,
    protocolVersion: '0.3.0',
    url: legacy?.url,
    preferredTransport: 'JSONRPC',
    supportsAuthenticatedExtendedCard: true,
    securitySchemes: Object.fromEntries(schemes),
    security: card.securityRequirements.map(({ schemes }) =>
      Object.fromEntries(Object.entries(schemes).map(([name, { list }]) => [name, list ?? []])),
    ),
  }
}

/** The agent card as it travels: for 1.0 nothing but 1.0, else one that readers of either version understand. */
export function cardFor(origin: string, version: string, wireVersion: WireVersion): string {
  const card = AgentCard.toJSON(agentCard(origin, version)) as CardJson
  return JSON.stringify(wireVersion === '1.0' ? card : withLegacyFields(card))
}
