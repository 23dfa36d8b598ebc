import type { Ctx } from '#lib/core/context.ts'
import { DEFAULT_LANGUAGE, type Language } from '#lib/domain/messaging/language.ts'

const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5]
let counter = 0
const next = () => {
  counter += 1
  return counter
}
const times = (ctx: Ctx) => ({ created_at: new Date(ctx.now()), updated_at: new Date(ctx.now()) })

/** A clinic in New York, not the default one. */
export function makeClinic(
  ctx: Ctx,
  fields: { name?: string; time_zone?: string; is_default?: boolean } = {},
) {
  return ctx.db.clinic.create({
    data: {
      id: ctx.newId(),
      name: fields.name ?? `Clinic ${next()}`,
      time_zone: fields.time_zone ?? 'America/New_York',
      country: 'US',
      phone_number: '+12015550100',
      currency: 'USD',
      is_default: fields.is_default ?? false,
      created_at: new Date(ctx.now()),
    },
  })
}

/** A service of 30 minutes on the half hour, without buffers, bookable an hour ahead. */
export function makeServiceType(
  ctx: Ctx,
  clinicId: string,
  fields: Partial<{
    name: string
    duration_minutes: number
    buffer_before_minutes: number
    buffer_after_minutes: number
    alignment_minutes: number
    minimum_notice_minutes: number
    is_default: boolean
  }> = {},
) {
  return ctx.db.serviceType.create({
    data: {
      id: ctx.newId(),
      clinic_id: clinicId,
      name: `Visit ${next()}`,
      duration_minutes: 30,
      alignment_minutes: 30,
      created_at: new Date(ctx.now()),
      ...fields,
    },
  })
}

/** A provider who works Monday to Friday, 09:00 to 17:00 in `time_zone`, and offers the given services. */
export async function makeProvider(
  ctx: Ctx,
  clinicId: string,
  fields: {
    name?: string
    service_type_ids?: string[]
    time_zone?: string
    hours?: [string, string] | null
  } = {},
) {
  const name = fields.name ?? `Dr. Provider${next()}`
  const key = name.toLowerCase().replace(/^dr\.? /, '')
  const provider = await ctx.db.provider.create({
    data: {
      id: ctx.newId(),
      clinic_id: clinicId,
      name,
      name_key: key,
      surname_key: key.split(' ').at(-1) ?? key,
      created_at: new Date(ctx.now()),
    },
  })
  const [start, end] = fields.hours === undefined ? ['09:00', '17:00'] : (fields.hours ?? [null, null])
  if (start && end) {
    await ctx.db.availability.createMany({
      data: MONDAY_TO_FRIDAY.map((weekday) => ({
        id: ctx.newId(),
        provider_id: provider.id,
        weekday,
        start_local: start,
        end_local: end,
        time_zone: fields.time_zone ?? 'America/New_York',
        created_at: new Date(ctx.now()),
      })),
    })
  }
  await ctx.db.providerServiceType.createMany({
    data: (fields.service_type_ids ?? []).map((service_type_id) => ({
      provider_id: provider.id,
      service_type_id,
    })),
  })
  return provider
}

/** A patient; every one gets a phone number of their own unless one is given. */
export function makePatient(
  ctx: Ctx,
  clinicId: string,
  fields: {
    first_name?: string
    last_name?: string
    phone_number?: string
    preferred_provider_id?: string
    language?: Language
    time_zone?: string
  } = {},
) {
  const id = ctx.newId()
  const phone = fields.phone_number ?? `+1212555${String(1000 + next()).slice(-4)}`
  return ctx.db.patient.create({
    data: {
      id,
      clinic_id: clinicId,
      first_name: fields.first_name ?? 'Maria',
      last_name: fields.last_name ?? `Patient${next()}`,
      phone_sealed: ctx.sealer.seal({ table: 'patient', column: 'phone_sealed', id }, phone),
      phone_index: ctx.sealer.phoneIndex(phone),
      preferred_provider_id: fields.preferred_provider_id ?? null,
      language: fields.language ?? DEFAULT_LANGUAGE,
      time_zone: fields.time_zone ?? null,
      search_tokens: [],
      ...times(ctx),
    },
  })
}

/** A clinic with one service and two providers: what most tests start from. */
export async function makeFrontDesk(ctx: Ctx, fields: { provider_names?: string[] } = {}) {
  const clinic = await makeClinic(ctx)
  const service = await makeServiceType(ctx, clinic.id, { is_default: true })
  const providers = []
  for (const name of fields.provider_names ?? ['Dr. Ada Smith', 'Dr. Ben Johnson']) {
    providers.push(await makeProvider(ctx, clinic.id, { name, service_type_ids: [service.id] }))
  }
  const patient = await makePatient(ctx, clinic.id)
  return { clinic, service, providers, patient }
}
