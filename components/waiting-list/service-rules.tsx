'use client'

import type { WaitingListRules } from '#lib/domain/waiting-list/schema.ts'
import { CheckboxField } from '../form/checkbox-field.tsx'
import { NumberField } from '../form/number-field.tsx'
import { SectionCard } from '../ui/section-card.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
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

/** The rules of one service, in the form around it. */
export function ServiceRules({ service, index, isDisabled }: ServiceRulesProps) {
  const field = (name: string) => `service_types.${index}.${name}`
  const booked = durationWords(service.minimum_notice_minutes * MINUTE_MS)
  return (
    <SectionCard
      title={service.name}
      aside={
        service.is_active ? (
          <span className="text-xs text-muted">{service.waiting} waiting</span>
        ) : (
          <StatusPill tone="neutral">Not offered</StatusPill>
        )
      }
    >
      <div className="flex flex-col gap-3">
        <CheckboxField
          name={field('backfill_enabled')}
          label="Offer time that frees to those who wait"
          isDisabled={isDisabled}
        />
        <div className="grid gap-3 sm:grid-cols-3">
          <NumberField
            name={field('backfill_wave_size')}
            label="Patients at once"
            min={1}
            max={MAX_WAVE_SIZE}
            isDisabled={isDisabled}
          />
          <NumberField
            name={field('backfill_wave_minutes')}
            label="Minutes until the next"
            min={5}
            max={DAY_MINUTES}
            step={5}
            isDisabled={isDisabled}
          />
          <NumberField
            name={field('backfill_notice_minutes')}
            label="Notice, minutes"
            description={`Never less than the ${booked} of a booking.`}
            min={0}
            max={MAX_NOTICE_DAYS * DAY_MINUTES}
            step={15}
            isDisabled={isDisabled}
          />
        </div>
      </div>
    </SectionCard>
  )
}
