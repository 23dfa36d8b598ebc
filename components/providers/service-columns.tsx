import { Pencil } from 'lucide-react'
import type { ServiceTypeView } from '#lib/domain/scheduling/schema.ts'
import type { Column } from '../table/data-table.tsx'
import { ActionButton } from '../ui/action-button.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import { durationWords } from '../ui/time.ts'

const MINUTE_MS = 60_000
const minutesWords = (minutes: number) => durationWords(minutes * MINUTE_MS)

/** The columns of the service list; `denied` says why nothing can be changed. */
export const serviceColumns = (
  denied: string | null,
  onEdit: (service: ServiceTypeView) => void,
): Column<ServiceTypeView>[] => [
  {
    id: 'name',
    header: 'Service',
    cell: (service) => (
      <span className="flex min-w-0 flex-col">
        <span className="flex flex-wrap items-center gap-2 font-medium">
          {service.name}
          {service.is_default && <StatusPill tone="accent">Default</StatusPill>}
          {service.backfill_enabled && <StatusPill tone="neutral">Waiting list</StatusPill>}
          {!service.is_active && <StatusPill tone="neutral">Not offered</StatusPill>}
        </span>
        <span className="text-xs text-muted md:hidden">{ruleWords(service)}</span>
      </span>
    ),
  },
  { id: 'length', header: 'Length', cell: (service) => minutesWords(service.duration_minutes) },
  { id: 'buffers', header: 'Kept free around it', isSecondary: true, cell: bufferWords },
  {
    id: 'starts',
    header: 'Starts',
    isSecondary: true,
    cell: (service) => `every ${minutesWords(service.alignment_minutes)}`,
  },
  { id: 'notice', header: 'Notice', isSecondary: true, cell: noticeWords },
  {
    id: 'cost',
    header: 'Estimated cost',
    isSecondary: true,
    cell: (service) => service.cost_estimate ?? 'Not said',
  },
  {
    id: 'edit',
    header: 'Change',
    align: 'end',
    cell: (service) => (
      <ActionButton
        variant="ghost"
        size="sm"
        isIconOnly
        aria-label={`Change ${service.name}`}
        disabledReason={denied}
        onPress={() => onEdit(service)}
      >
        <Pencil aria-hidden="true" />
      </ActionButton>
    ),
  },
]

function bufferWords(service: ServiceTypeView): string {
  const { buffer_before_minutes: before, buffer_after_minutes: after } = service
  if (before === 0 && after === 0) return 'Nothing'
  if (before === 0) return `${minutesWords(after)} after`
  return after === 0
    ? `${minutesWords(before)} before`
    : `${minutesWords(before)} before, ${minutesWords(after)} after`
}

const noticeWords = (service: ServiceTypeView) =>
  service.minimum_notice_minutes === 0 ? 'None' : `${minutesWords(service.minimum_notice_minutes)} ahead`

/** The rules in one line, where there is no room for columns. */
const ruleWords = (service: ServiceTypeView) =>
  `Starts every ${minutesWords(service.alignment_minutes)}, kept free: ${bufferWords(service).toLowerCase()}, notice: ${noticeWords(service).toLowerCase()}`
