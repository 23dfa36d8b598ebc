import { z } from 'zod'
import { type Ctx, store } from '#lib/core/context.ts'
import type { Clinic } from '#lib/db/generated/client.ts'
import { formatClock, localDateOf } from '#lib/domain/scheduling/local-time.ts'
import { type AppointmentView, appointmentState } from '#lib/domain/scheduling/schema.ts'

/** An appointment as tools and resources tell it: names beside ids, and the clinic's own time. */
export const visitOutput = z.object({
  appointment_id: z.string(),
  state: appointmentState,
  date: z.string().describe('YYYY-MM-DD, in the clinic’s time zone.'),
  time: z.string().describe('Like 10:00 AM, in the clinic’s time zone.'),
  starts_at: z.string().describe('ISO 8601.'),
  ends_at: z.string().describe('ISO 8601.'),
  provider: z.string(),
  provider_id: z.string(),
  patient: z.string().nullable(),
  patient_id: z.string().nullable(),
  service: z.string().nullable(),
  conversation_id: z.string().nullable().describe('The conversation that it belongs to.'),
  held_until: z.string().nullable().describe('Of a hold: when it lapses.'),
  clinic: z.string(),
  version: z.number().int().describe('Grows with each change; give it back to change only what you saw.'),
})
export type VisitOutput = z.infer<typeof visitOutput>

async function externalIds(ctx: Ctx, views: readonly AppointmentView[]): Promise<Map<string, string>> {
  const ids = [...new Set(views.flatMap(({ conversation_id }) => conversation_id ?? []))]
  if (ids.length === 0) return new Map()
  const rows = await store(ctx).conversation.findMany({
    where: { id: { in: ids } },
    select: { id: true, external_id: true },
  })
  return new Map(rows.map(({ id, external_id }) => [id, external_id]))
}

/** Appointments of one clinic in the tools' words. */
export async function toVisits(
  ctx: Ctx,
  clinic: Pick<Clinic, 'name' | 'time_zone'>,
  views: readonly AppointmentView[],
): Promise<VisitOutput[]> {
  const conversations = await externalIds(ctx, views)
  return views.map((view) => ({
    appointment_id: view.id,
    state: view.state,
    date: localDateOf(Date.parse(view.starts_at), clinic.time_zone),
    time: formatClock(Date.parse(view.starts_at), clinic.time_zone),
    starts_at: view.starts_at,
    ends_at: view.ends_at,
    provider: view.provider.name,
    provider_id: view.provider.id,
    patient: view.patient?.name ?? null,
    patient_id: view.patient?.id ?? null,
    service: view.service_type?.name ?? null,
    conversation_id: view.conversation_id ? (conversations.get(view.conversation_id) ?? null) : null,
    held_until: view.held_until,
    clinic: clinic.name,
    version: view.version,
  }))
}

/** One appointment in the tools' words. */
export async function toVisit(
  ctx: Ctx,
  clinic: Pick<Clinic, 'name' | 'time_zone'>,
  view: AppointmentView,
): Promise<VisitOutput> {
  const [visit] = await toVisits(ctx, clinic, [view])
  return visit!
}
