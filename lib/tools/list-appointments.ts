import { z } from 'zod'
import type { Ctx } from '#lib/core/context.ts'
import { cursorTime, cutPage, unpackCursor } from '#lib/core/page.ts'
import { dayRange, localDateOf } from '#lib/domain/scheduling/local-time.ts'
import { listAppointments } from '#lib/services/appointment/list.ts'
import { SCHEDULE_READERS } from '#lib/services/appointment/schedule-reader.ts'
import { candidateClinics } from './clinics.ts'
import { cursorField, dateField, limitField, nextCursor, providerField, uuidField } from './fields.ts'
import { findProvider } from './references.ts'
import { clinicField, defineTool } from './tool.ts'
import { toVisits, visitOutput } from './visit.ts'

const DEFAULT_VISITS = 50

const listAppointmentsInput = z.object({
  from_date: dateField.nullish().describe('The first day, YYYY-MM-DD; by default today.'),
  until_date: dateField
    .nullish()
    .describe('The last day, included; by default the first one. At most 62 days.'),
  provider: providerField.nullish().describe('Only this one, by full name, surname or id.'),
  patient_id: uuidField('patient').nullish().describe('Only this patient’s.'),
  cursor: cursorField,
  limit: limitField(DEFAULT_VISITS),
  clinic: clinicField,
})

type Input = z.output<typeof listAppointmentsInput>

async function list(ctx: Ctx, input: Input) {
  const clinics = await candidateClinics(ctx, input.clinic)
  const asked = input.provider ? await findProvider(ctx, clinics, input.provider) : null
  const clinic = asked?.clinic ?? clinics[0]!
  const from = input.from_date ?? localDateOf(ctx.now(), clinic.time_zone)
  const cursor = unpackCursor(input.cursor ?? undefined)
  const rows = await listAppointments(ctx, {
    clinic_id: clinic.id,
    from: new Date(dayRange(from, clinic.time_zone, 'from_date').start).toISOString(),
    until: new Date(dayRange(input.until_date ?? from, clinic.time_zone, 'until_date').end).toISOString(),
    provider_id: asked?.provider.id,
    patient_id: input.patient_id ?? undefined,
  })
  const after = cursor && { at: cursorTime(cursor).toISOString(), id: cursor.id }
  const rest = after
    ? rows.filter(({ starts_at, id }) => starts_at > after.at || (starts_at === after.at && id > after.id))
    : rows
  const page = cutPage(rest, input.limit ?? DEFAULT_VISITS, (row) => ({ at: row.starts_at, id: row.id }))
  return {
    clinic: clinic.name,
    time_zone: clinic.time_zone,
    appointments: await toVisits(ctx, clinic, page.items),
    next_cursor: page.next_cursor,
  }
}

export const listAppointmentsTool = defineTool({
  name: 'list_appointments',
  title: 'List appointments',
  description:
    'The appointments and live holds of a clinic on some days, earliest first, of one provider or one patient if asked for.',
  input: listAppointmentsInput,
  output: z.object({
    clinic: z.string(),
    time_zone: z.string(),
    appointments: z.array(visitOutput),
    next_cursor: nextCursor,
  }),
  permission: 'conversations:read',
  orElse: SCHEDULE_READERS,
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  fields: { from: 'from_date', until: 'until_date', provider_id: 'provider' },
  run: list,
})
