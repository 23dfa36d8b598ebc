import { DEFAULT_LANGUAGE } from '#lib/domain/messaging/language.ts'
import { providerNameKeys } from '#lib/domain/scheduling/provider-name.ts'
import type { DemoContext } from './context.ts'
import { DEMO_CLINICS, DEMO_LANDLINE, DEMO_SERVICES, DEMO_SPANISH, type DemoClinic } from './people.ts'

/** Working hours around a lunch break; the day ends at five. */
const LUNCH = { start: '12:00', end: '13:00' }
const DAY_END = '17:00'
const FIRST_LINE_NUMBER = 101

const times = (ctx: DemoContext) => ({ created_at: new Date(ctx.now()), updated_at: new Date(ctx.now()) })

async function addServices(ctx: DemoContext, clinicId: string) {
  const rows = DEMO_SERVICES.map((service) => ({
    id: ctx.newId(),
    clinic_id: clinicId,
    alignment_minutes: 15,
    buffer_before_minutes: 0,
    created_at: new Date(ctx.now()),
    ...service,
  }))
  await ctx.db.serviceType.createMany({ data: rows })
  return rows
}

async function addProviders(
  ctx: DemoContext,
  clinic: DemoClinic,
  clinicId: string,
  services: { id: string; name: string }[],
) {
  const rows = clinic.providers.map((provider) => ({ id: ctx.newId(), provider }))
  await ctx.db.provider.createMany({
    data: rows.map(({ id, provider }) => ({
      id,
      clinic_id: clinicId,
      name: provider.name,
      ...providerNameKeys(provider.name),
      specialty: provider.specialty,
      created_at: new Date(ctx.now()),
    })),
  })
  await ctx.db.providerServiceType.createMany({
    data: rows.flatMap(({ id, provider }) =>
      services
        .filter((service) => (provider.services as readonly string[]).includes(service.name))
        .map((service) => ({ provider_id: id, service_type_id: service.id })),
    ),
  })
  await ctx.db.availability.createMany({
    data: rows.flatMap(({ id, provider }) =>
      provider.days.flatMap((weekday) =>
        [
          { start_local: provider.start, end_local: LUNCH.start },
          { start_local: LUNCH.end, end_local: DAY_END },
        ].map((window) => ({
          id: ctx.newId(),
          provider_id: id,
          weekday,
          time_zone: clinic.time_zone,
          created_at: new Date(ctx.now()),
          ...window,
        })),
      ),
    ),
  })
  return rows.map(({ id, provider }) => ({ id, name: provider.name }))
}

async function addPatients(
  ctx: DemoContext,
  clinic: DemoClinic,
  clinicId: string,
  providers: { id: string }[],
) {
  const rows = clinic.patients.map((name, index) => {
    const id = ctx.newId()
    const own = `+1${clinic.area}5550${String(FIRST_LINE_NUMBER + index).padStart(3, '0')}`
    const phone = DEMO_LANDLINE.names.includes(name) ? DEMO_LANDLINE.phone_number : own
    const [first_name = '', ...rest] = name.split(' ')
    return {
      id,
      clinic_id: clinicId,
      first_name,
      last_name: rest.join(' '),
      phone_sealed: ctx.sealer.seal({ table: 'patient', column: 'phone_sealed', id }, phone),
      phone_index: ctx.sealer.phoneIndex(phone),
      preferred_provider_id: index % 3 === 0 ? (providers[index % providers.length]?.id ?? null) : null,
      preferred_time_of_day: index % 4 === 0 ? 'morning' : index % 5 === 0 ? 'afternoon' : null,
      language: DEMO_SPANISH.includes(name) ? ('es' as const) : DEFAULT_LANGUAGE,
      search_tokens: [],
      ...times(ctx),
    }
  })
  await ctx.db.patient.createMany({ data: rows })
  return rows.map(({ id, first_name, last_name }) => ({ id, name: `${first_name} ${last_name}` }))
}

/** Makes the two sites with their services, providers, hours and patients. */
export async function addClinics(ctx: DemoContext) {
  const made = []
  for (const clinic of DEMO_CLINICS) {
    const id = ctx.newId()
    const { name, time_zone, phone_number, is_default } = clinic
    await ctx.db.clinic.create({
      data: {
        id,
        name,
        time_zone,
        phone_number,
        is_default,
        country: 'US',
        currency: 'USD',
        created_at: new Date(ctx.now()),
      },
    })
    const services = await addServices(ctx, id)
    const providers = await addProviders(ctx, clinic, id, services)
    const patients = await addPatients(ctx, clinic, id, providers)
    made.push({ id, name, time_zone, services, providers, patients })
  }
  return made
}

export type MadeClinic = Awaited<ReturnType<typeof addClinics>>[number]
