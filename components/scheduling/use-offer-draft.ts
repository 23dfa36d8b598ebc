'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { offerPreviewQuery } from '#lib/api/offers.ts'
import { MAX_OPTIONS, type SendOfferInput } from '#lib/domain/messaging/schema.ts'
import type { SlotView } from '#lib/domain/scheduling/schema.ts'
import { useIdempotencyKey } from '../ui/use-idempotency-key.ts'
import { useServiceTypes } from './service-picker.tsx'
import { NO_SLOT_FILTER } from './slot-filters.tsx'
import { slotKey } from './slot-key.ts'
import type { OfferTarget } from './targets.ts'
import { useSlots } from './use-slots.ts'

const DEFAULT_EXPIRY_HOURS = '24'

/** An offer while it is put together: service, times, cost, expiry, and the text that would go out. */
export function useOfferDraft(target: OfferTarget) {
  const { clinic, patient } = target
  const { fallback, services } = useServiceTypes(clinic.id)
  const [serviceId, setServiceId] = useState(target.serviceTypeId)
  const [filter, setFilter] = useState(NO_SLOT_FILTER)
  const [ownChoice, setOwnChoice] = useState<SlotView[]>()
  const [expiry, setExpiry] = useState(DEFAULT_EXPIRY_HOURS)
  const [ownCost, setCost] = useState<string>()
  const [key] = useIdempotencyKey()
  const service = services.find((candidate) => candidate.id === serviceId) ?? fallback
  const slots = useSlots({ clinic, serviceTypeId: service?.id, patientId: patient?.id, filter })
  const chosen = ownChoice ?? slots.data?.suggested ?? []
  const cost = ownCost ?? service?.cost_estimate ?? ''
  const input = toInput({ target, serviceId: service?.id, chosen, cost, expiry, key })
  const preview = useQuery(offerPreviewQuery(input))
  const chooseService = (id: string) => {
    setServiceId(id)
    setOwnChoice(undefined)
  }
  const toggle = (slot: SlotView) => setOwnChoice(toggled(chosen, slot))
  return {
    service,
    chooseService,
    filter,
    setFilter,
    slots,
    chosen,
    toggle,
    expiry,
    setExpiry,
    cost,
    setCost,
    input,
    preview,
  }
}

/** Adds the slot at the end, or takes it out; beyond what an offer can hold the first ones stay. */
function toggled(chosen: readonly SlotView[], slot: SlotView): SlotView[] {
  const without = chosen.filter((candidate) => slotKey(candidate) !== slotKey(slot))
  return without.length < chosen.length ? without : [...chosen, slot].slice(0, MAX_OPTIONS)
}

interface Parts {
  target: OfferTarget
  serviceId: string | undefined
  chosen: readonly SlotView[]
  cost: string
  expiry: string
  key: string
}

function toInput({ target, serviceId, chosen, cost, expiry, key }: Parts): SendOfferInput | undefined {
  if (target.patient === undefined || serviceId === undefined || chosen.length === 0) return undefined
  return {
    clinic_id: target.clinic.id,
    patient_id: target.patient.id,
    service_type_id: serviceId,
    conversation_id: target.conversationId ?? null,
    slots: chosen.map((slot, index) => toOfferSlot(slot, index + 1)),
    cost_estimate: cost.trim() === '' ? null : cost.trim(),
    expires_in_hours: Number(expiry),
    idempotency_key: key,
  }
}

/** A found slot as an option of an offer; its rank and reasons are kept with it. */
export const toOfferSlot = (slot: SlotView, slotNumber: number): SendOfferInput['slots'][number] => ({
  slot_number: slotNumber,
  provider_id: slot.provider_id,
  starts_at: slot.starts_at,
  match_score: slot.match_score,
  reasoning: slot.reasoning,
})
