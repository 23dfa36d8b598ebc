'use client'

import type { WaitingListRules } from '#lib/domain/waiting-list/schema.ts'
import { CheckboxField } from '../form/checkbox-field.tsx'
import { NumberField } from '../form/number-field.tsx'
import { durationWords } from '../ui/time.ts'

const MINUTE_MS = 60_000
const MAX_WAVE_SIZE = 20
const DAY_MINUTES = 24 * 60
const MAX_NOTICE_DAYS = 14

interface ServiceRulesProps {
  service: WaitingListRules['service_types'][number]
  /** Its place in the form's list. */
  index: number
  isDisabled: boolean
}

/** The rules of one service as a row, in the form around it. */
export function ServiceRules({ service, index, isDisabled }: ServiceRulesProps) {
  const field = (name: string) => `service_types.${index}.${name}`
  return (
    <li className="grid items-end gap-x-4 gap-y-2 border-b border-border px-4 py-3 last:border-b-0 md:grid-cols-[minmax(0,1fr)_repeat(3,8.5rem)]">
      <span className="flex flex-col gap-0.5 md:pb-1">
        <CheckboxField name={field('backfill_enabled')} label={service.name} isDisabled={isDisabled} />
        <span className="ps-7 text-xs text-muted">{aboutWords(service)}</span>
      </span>
      <NumberField
        name={field('backfill_wave_size')}
        label="Patients at once"
        min={1}
        max={MAX_WAVE_SIZE}
        isDisabled={isDisabled}
      />
      <NumberField
        name={field('backfill_wave_minutes')}
        label="Minutes between"
        min={5}
        max={DAY_MINUTES}
        step={5}
        isDisabled={isDisabled}
      />
      <NumberField
        name={field('backfill_notice_minutes')}
        label="Notice, minutes"
        min={0}
        max={MAX_NOTICE_DAYS * DAY_MINUTES}
        step={15}
        isDisabled={isDisabled}
      />
    </li>
  )
}

function aboutWords(service: ServiceRulesProps['service']): string {
  if (!service.is_active) return 'Not offered any more'
  const notice = service.minimum_notice_minutes
  const ahead = notice === 0 ? '' : `, booked at least ${durationWords(notice * MINUTE_MS)} ahead`
  return `${service.waiting} waiting${ahead}`
}
