import { Ban, Check } from 'lucide-react'
import type { PatientView } from '#lib/domain/messaging/schema.ts'
import type { Column } from '../table/data-table.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { formatPhone } from '../ui/phone.ts'
import { StatusPill } from '../ui/status-pill.tsx'
import { formatDate } from '../ui/time.ts'
import { preferenceWords } from './preference-words.ts'

/** The columns of the patient list; days are in `zone`. */
export const patientColumns = (zone: string): Column<PatientView>[] => [
  {
    id: 'name',
    header: 'Patient',
    cell: (patient) => (
      <span className="flex items-center gap-3">
        <Avatar name={patient.name} />
        <span className="flex min-w-0 flex-col">
          <span className="flex items-center gap-2 font-medium">
            <span className="truncate">{patient.name}</span>
            {patient.is_stub && <StatusPill tone="warn">Name missing</StatusPill>}
          </span>
          <span className="text-xs text-muted md:hidden">{formatPhone(patient.phone_number)}</span>
        </span>
      </span>
    ),
  },
  {
    id: 'phone',
    header: 'Phone',
    isSecondary: true,
    cell: (patient) => formatPhone(patient.phone_number),
  },
  {
    id: 'prefers',
    header: 'Prefers',
    isSecondary: true,
    cell: (patient) => <span className="text-ink-secondary">{preferenceWords(patient)}</span>,
  },
  { id: 'texts', header: 'Texts', cell: (patient) => <ConsentMark isOptedOut={patient.is_opted_out} /> },
  {
    id: 'since',
    header: 'On file since',
    isSecondary: true,
    align: 'end',
    cell: (patient) => <span className="text-muted">{formatDate(patient.created_at, zone)}</span>,
  },
]

/** Whether the patient may be texted, in words and with a sign. */
function ConsentMark({ isOptedOut }: { isOptedOut: boolean }) {
  const Icon = isOptedOut ? Ban : Check
  return (
    <span className="flex items-center gap-1.5">
      <Icon
        aria-hidden="true"
        className={`size-3.5 shrink-0 ${isOptedOut ? 'text-danger' : 'text-success'}`}
      />
      {isOptedOut ? 'Opted out' : 'Allowed'}
    </span>
  )
}
