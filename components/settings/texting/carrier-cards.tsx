import type { GatewayView, TextPolicyView } from '#lib/domain/messaging/text-schema.ts'
import { FactList } from '../../ui/fact-list.tsx'
import { formatMicros } from '../../ui/money.ts'
import { formatPhone } from '../../ui/phone.ts'
import { SectionCard } from '../../ui/section-card.tsx'
import { StatusPill, type Tone } from '../../ui/status-pill.tsx'

const TONES: Record<GatewayView['state'], Tone> = {
  well: 'good',
  resting: 'bad',
  trial_due: 'warn',
  not_configured: 'neutral',
}

const STATES: Record<GatewayView['state'], string> = {
  well: 'Well',
  resting: 'Resting',
  trial_due: 'Being tried again',
  not_configured: 'Not configured',
}

const ROLES: Record<GatewayView['role'], string> = {
  first: 'Texts go through it',
  second: 'Takes over where the clinic lets it',
  none: 'Set its variables to use it',
}

/** Each carrier: how it is, what it sends from, at what pace and price. */
export function CarrierCards({ policy }: { policy: TextPolicyView }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-2">
      {policy.gateways.map((gateway) => (
        <CarrierCard key={gateway.provider} gateway={gateway} currency={policy.currency} />
      ))}
    </div>
  )
}

const upper = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)

function CarrierCard({ gateway, currency }: { gateway: GatewayView; currency: string }) {
  const { segments_per_second: pace } = gateway
  const facts = [
    { label: 'Part', value: ROLES[gateway.role] },
    ...(gateway.sender ? [{ label: 'Sends from', value: formatPhone(gateway.sender) }] : []),
    {
      label: 'Pace',
      value: pace === 0 ? 'No limit' : `${pace} ${pace === 1 ? 'segment' : 'segments'} a second`,
    },
    { label: 'Price', value: `${formatMicros(gateway.price_micros, currency)} per segment, estimated` },
  ]
  return (
    <SectionCard
      title={upper(gateway.name)}
      aside={<StatusPill tone={TONES[gateway.state]}>{STATES[gateway.state]}</StatusPill>}
    >
      {gateway.state !== 'well' && gateway.state !== 'not_configured' && (
        <p className="pb-3 text-warning-ink">{gateway.words}</p>
      )}
      <FactList facts={facts} />
    </SectionCard>
  )
}
