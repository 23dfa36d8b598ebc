'use client'

import { useQuery } from '@tanstack/react-query'
import { Smartphone } from 'lucide-react'
import Link from 'next/link'
import { phonesQuery } from '#lib/api/simulator.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { useMe } from '../shell/use-me.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { AddPhone } from './add-phone.tsx'
import { ClockControls } from './clock-controls.tsx'
import { PhoneColumn } from './phone-column.tsx'
import { SimulatorSkeleton } from './simulator-skeleton.tsx'
import { usePhoneChoice } from './use-phone-choice.ts'

const CARRIERS: Record<string, string> = { twilio: 'Twilio', aws: 'AWS' }

/** The patients' side of the mock gateway: their phones, and a clock that can be moved on. */
export function Simulator() {
  const me = useMe()
  if (me !== undefined && !me.is_mock_gateway) {
    return (
      <>
        <PageHeader title="Simulator" />
        <EmptyState
          icon={Smartphone}
          title={`This installation texts for real, through ${CARRIERS[me.sms_provider] ?? me.sms_provider}`}
          hint="Phones and a moved clock would mix with real patients, so the simulator works on the mock gateway only. Set USE_MOCK_SMS=true and start again to use it."
          action={
            <Link href="/conversations" className="font-medium text-accent-ink hover:underline">
              Open the conversations
            </Link>
          }
        />
      </>
    )
  }
  return (
    <>
      <PageHeader title="Simulator" actions={<ClockControls />} />
      <Phones isMock={me?.is_mock_gateway ?? false} />
    </>
  )
}

function Phones({ isMock }: { isMock: boolean }) {
  const { clinic } = useClinic()
  const query = useQuery(phonesQuery(clinic?.id, isMock))
  const { patientIds, add, remove } = usePhoneChoice(query.data)
  if (query.data === undefined || clinic === undefined) {
    return query.isError ? (
      <ErrorState
        what="The phones could not be loaded."
        error={query.error}
        safe="Nothing was sent."
        onRetry={() => query.refetch()}
      />
    ) : (
      <SimulatorSkeleton />
    )
  }
  const others = query.data.filter((phone) => !patientIds.includes(phone.patient.id))
  const addPhone = <AddPhone clinic={clinic} others={others} shown={patientIds} onAdd={add} />
  if (patientIds.length === 0) {
    return (
      <EmptyState
        icon={Smartphone}
        title="No phones here yet"
        hint="Add the phone of a patient. What the clinic texts shows on it, and you answer in the patient’s place."
        action={addPhone}
      />
    )
  }
  return (
    <div className="flex flex-1 snap-x items-start gap-6 overflow-x-auto px-4 py-5 sm:px-8">
      {patientIds.map((patientId) => (
        <PhoneColumn
          key={patientId}
          clinic={clinic}
          patientId={patientId}
          known={query.data.find((phone) => phone.patient.id === patientId)}
          onRemove={() => remove(patientId)}
        />
      ))}
      {addPhone}
    </div>
  )
}
