import { LANGUAGE_NAMES } from '#lib/domain/messaging/language.ts'
import type { PatientDetail } from '#lib/domain/messaging/schema.ts'
import { ConsentCard } from '../consent/consent-card.tsx'
import { FactList } from '../ui/fact-list.tsx'
import { formatPhone } from '../ui/phone.ts'
import { SectionCard } from '../ui/section-card.tsx'
import { formatDate, zoneName } from '../ui/time.ts'
import { preferenceWords } from './preference-words.ts'

/** Details, consent and the colleagues' note. */
export function PatientFacts({ patient, zone }: { patient: PatientDetail; zone: string }) {
  return (
    <div className="flex min-w-0 flex-col gap-4 max-lg:order-first">
      <SectionCard title="Details">
        <FactList
          facts={[
            { label: 'Phone', value: formatPhone(patient.phone_number) },
            { label: 'Texts in', value: LANGUAGE_NAMES[patient.language] },
            { label: 'Prefers', value: preferenceWords(patient) },
            ...(patient.time_zone === null
              ? []
              : [{ label: 'Lives in', value: `${zoneName(patient.time_zone)} time` }]),
            { label: 'On file', value: `since ${formatDate(patient.created_at, zone)}` },
            ...(patient.is_stub ? [{ label: 'Name', value: 'Not known yet. Change adds it.' }] : []),
          ]}
        />
      </SectionCard>
      <ConsentCard patient={patient} zone={zone} />
      <SectionCard title="Note">
        {patient.note === null || patient.note === '' ? (
          <p className="text-muted">Nothing noted.</p>
        ) : (
          <p className="wrap-anywhere whitespace-pre-wrap text-ink-secondary">{patient.note}</p>
        )}
      </SectionCard>
    </div>
  )
}
