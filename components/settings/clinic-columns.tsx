import { Pencil } from 'lucide-react'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import type { Column } from '../table/data-table.tsx'
import { ActionButton } from '../ui/action-button.tsx'
import { formatPhone } from '../ui/phone.ts'
import { StatusPill } from '../ui/status-pill.tsx'
import { formatDayTime } from '../ui/time.ts'

/** The columns of the clinic list; `now` is the product's clock in milliseconds, `denied` why nothing can be changed. */
export const clinicColumns = (
  now: number | undefined,
  denied: string | null,
  onEdit: (clinic: ClinicView) => void,
): Column<ClinicView>[] => [
  {
    id: 'name',
    header: 'Clinic',
    cell: (clinic) => (
      <span className="flex min-w-0 flex-col">
        <span className="flex flex-wrap items-center gap-2 font-medium">
          {clinic.name}
          {clinic.is_default && <StatusPill tone="accent">Default</StatusPill>}
        </span>
        <span className="text-xs text-muted md:hidden">
          {clinic.time_zone.replaceAll('_', ' ')}, {phoneWords(clinic)}
        </span>
      </span>
    ),
  },
  {
    id: 'zone',
    header: 'Time zone',
    isSecondary: true,
    cell: (clinic) => clinic.time_zone.replaceAll('_', ' '),
  },
  {
    id: 'now',
    header: 'There now',
    isSecondary: true,
    cell: (clinic) => (now === undefined ? '' : formatDayTime(now, clinic.time_zone)),
  },
  { id: 'phone', header: 'Phone for questions', isSecondary: true, cell: phoneWords },
  {
    id: 'edit',
    header: '',
    align: 'end',
    cell: (clinic) => (
      <ActionButton
        variant="ghost"
        size="sm"
        isIconOnly
        aria-label={`Change ${clinic.name}`}
        disabledReason={denied}
        onPress={() => onEdit(clinic)}
      >
        <Pencil aria-hidden="true" />
      </ActionButton>
    ),
  },
]

const phoneWords = ({ phone_number: phone }: ClinicView) =>
  phone === null ? 'No phone said' : formatPhone(phone)
