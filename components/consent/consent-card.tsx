'use client'

import { useQuery } from '@tanstack/react-query'
import { Ban, Check } from 'lucide-react'
import { useState } from 'react'
import { consentQuery } from '#lib/api/consent.ts'
import type { ConsentView } from '#lib/domain/consent/schema.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { SectionCard } from '../ui/section-card.tsx'
import { ListSkeleton } from '../ui/skeletons.tsx'
import { formatDate } from '../ui/time.ts'
import { ConsentHistory } from './consent-history.tsx'
import { OptInDialog } from './opt-in-dialog.tsx'
import { OptOutDialog } from './opt-out-dialog.tsx'

interface ConsentCardProps {
  patient: { id: string; name: string }
  zone: string
}

/** Whether this patient may be texted, how that came about, and what changes it. */
export function ConsentCard({ patient, zone }: ConsentCardProps) {
  const query = useQuery(consentQuery(patient.id))
  const [open, setOpen] = useState<'in' | 'out'>()
  const denied = usePermissionReason()('sms:send')
  const consent = query.data
  const change = (isOpen: boolean) => setOpen(isOpen ? open : undefined)
  return (
    <SectionCard title="Consent to texts">
      {consent === undefined && query.isError && (
        <ErrorState
          what="The consent could not be loaded."
          error={query.error}
          safe="Texts to numbers that opted out are refused all the same."
          onRetry={() => query.refetch()}
        />
      )}
      {consent === undefined && query.isPending && <ListSkeleton count={2} />}
      {consent !== undefined && (
        <div className="flex flex-col gap-3">
          <State consent={consent} zone={zone} />
          <ActionButton
            variant="outline"
            size="sm"
            className="self-start"
            disabledReason={denied}
            onPress={() => setOpen(consent.is_opted_out ? 'in' : 'out')}
          >
            {consent.is_opted_out ? 'Record consent' : 'Record an opt-out'}
          </ActionButton>
          <ConsentHistory events={consent.events} zone={zone} />
        </div>
      )}
      <OptOutDialog isOpen={open === 'out'} onOpenChange={change} patient={patient} />
      <OptInDialog
        isOpen={open === 'in'}
        onOpenChange={change}
        patient={patient}
        isCarrierBlock={consent?.is_carrier_block === true}
      />
    </SectionCard>
  )
}

function State({ consent, zone }: { consent: ConsentView; zone: string }) {
  const Icon = consent.is_opted_out ? Ban : Check
  const since = consent.since === null ? '' : ` since ${formatDate(consent.since, zone)}`
  return (
    <p className="flex items-start gap-2">
      <Icon
        aria-hidden="true"
        className={`mt-0.5 size-4 shrink-0 ${consent.is_opted_out ? 'text-danger' : 'text-success'}`}
      />
      <span>
        {consent.is_opted_out ? `Opted out${since}` : `Texts allowed${since}`}
        <span className="block text-xs text-muted">
          {consent.is_opted_out
            ? 'Nothing is texted to this number, by anybody, until the patient texts START or consent is recorded here.'
            : 'Every offer says that STOP ends the texts.'}
        </span>
      </span>
    </p>
  )
}
