'use client'

import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useWatch } from 'react-hook-form'
import { addDays } from '#lib/api/local-day.ts'
import { openingPreviewQuery } from '#lib/api/openings.ts'
import { providersQuery } from '#lib/api/providers.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { backfillKnobs } from '#lib/domain/waiting-list/knobs.ts'
import type {
  PreviewOpeningInput,
  SaveWaitingListRulesInput,
  WaitingListRules,
} from '#lib/domain/waiting-list/schema.ts'
import { InlineError } from '../ui/inline-error.tsx'
import { Picker } from '../ui/picker.tsx'
import { SectionCard } from '../ui/section-card.tsx'
import { dateKey } from '../ui/time.ts'
import { useNow } from '../ui/use-now.tsx'
import { instantOf, type ZonedInput, ZonedTimeField } from '../ui/zoned-time-field.tsx'
import { PreviewResult } from './preview-result.tsx'

const TICK_MS = 60_000
const EXAMPLE_CLOCK = 'T10:00'
const EXAMPLE_DAYS_AHEAD = 2

const CAUSES = [
  { id: 'cancellation', label: 'A visit is cancelled' },
  { id: 'availability', label: 'The provider opens new time' },
] as const
type Cause = (typeof CAUSES)[number]['id']

interface RulesPreviewProps {
  clinic: ClinicView
  rules: WaitingListRules
}

/** The example that was chosen, as the server is asked about it; undefined while something is missing. */
function useExample({ clinic, rules }: RulesPreviewProps) {
  const now = useNow(TICK_MS)
  const { data: providers } = useQuery(providersQuery(clinic.id))
  const first = rules.service_types.find(({ backfill_enabled }) => backfill_enabled) ?? rules.service_types[0]
  const [serviceId, setServiceId] = useState(first?.id)
  const [providerId, setProviderId] = useState<string>()
  const [cause, setCause] = useState<Cause>('cancellation')
  const [typed, setTyped] = useState<ZonedInput>()
  const offering = (providers ?? []).filter(
    (provider) => provider.is_active && provider.service_types.some(({ id }) => id === serviceId),
  )
  const provider = offering.find(({ id }) => id === providerId) ?? offering[0]
  const day = now === undefined ? '' : addDays(dateKey(now, clinic.time_zone), EXAMPLE_DAYS_AHEAD)
  const when = typed ?? { local: day === '' ? '' : `${day}${EXAMPLE_CLOCK}`, isSecond: false }
  const starts_at = instantOf(when, clinic.time_zone)
  const values = useDeferredValue(useWatch() as SaveWaitingListRulesInput)
  const entered = values.service_types?.find(({ id }) => id === serviceId)
  const knobs = backfillKnobs.safeParse(entered)
  const input: PreviewOpeningInput | undefined =
    serviceId === undefined || provider === undefined || starts_at === undefined
      ? undefined
      : {
          clinic_id: clinic.id,
          service_type_id: serviceId,
          provider_id: provider.id,
          starts_at,
          cause,
          knobs: knobs.success ? knobs.data : undefined,
          suggests_preferred: values.suggests_preferred ?? undefined,
        }
  const isOff = entered?.backfill_enabled === false
  return {
    input,
    isOff,
    offering,
    provider,
    serviceId,
    cause,
    when,
    setServiceId,
    setProviderId,
    setCause,
    setTyped,
  }
}

/** Whom an example time would reach, and when, under the rules as they are typed; nothing is saved or texted. */
export function RulesPreview({ clinic, rules }: RulesPreviewProps) {
  const example = useExample({ clinic, rules })
  const query = useQuery(openingPreviewQuery(example.input))
  return (
    <SectionCard title="Who would be texted" className="self-start xl:sticky xl:top-5">
      <div className="flex flex-col gap-3">
        <p className="text-muted">If this time freed now. Nothing is saved or texted.</p>
        <div className="grid gap-3 sm:grid-cols-2">
          <Picker
            label="Service"
            choices={rules.service_types.map(({ id, name }) => ({ id, label: name }))}
            value={example.serviceId ?? null}
            onChange={example.setServiceId}
          />
          <Picker
            label="Provider"
            choices={example.offering.map(({ id, name }) => ({ id, label: name }))}
            value={example.provider?.id ?? null}
            onChange={example.setProviderId}
          />
        </div>
        <ZonedTimeField
          label="Example time"
          zone={clinic.time_zone}
          value={example.when}
          onChange={example.setTyped}
        />
        <Picker
          label="Because"
          choices={CAUSES}
          value={example.cause}
          onChange={(id) => example.setCause(id as Cause)}
        />
        {query.isError && <InlineError error={query.error} />}
        {example.input === undefined ? (
          <p className="text-muted">
            {example.offering.length === 0 ? 'Nobody offers this service.' : 'Choose a time.'}
          </p>
        ) : (
          query.data !== undefined && (
            <PreviewResult
              preview={query.data}
              zone={clinic.time_zone}
              isOff={example.isOff}
              quietHours={rules.quiet_hours}
            />
          )
        )}
      </div>
    </SectionCard>
  )
}
