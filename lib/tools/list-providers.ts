import { z } from 'zod'
import type { ProviderView } from '#lib/domain/scheduling/schema.ts'
import { SCHEDULE_READERS } from '#lib/services/appointment/schedule-reader.ts'
import { listProviders } from '#lib/services/provider/list.ts'
import { listServiceTypes } from '#lib/services/service-type/list.ts'
import { candidateClinics } from './clinics.ts'
import { clinicField, defineTool } from './tool.ts'

const hoursOutput = z.object({
  weekday: z.number().int().describe('Monday is 1.'),
  start: z.string().describe('HH:MM, in the clinic’s time zone.'),
  end: z.string().describe('HH:MM, in the clinic’s time zone.'),
  from_date: z.string().nullable(),
  until_date: z.string().nullable(),
})

const providerOutput = z.object({
  provider_id: z.string(),
  name: z.string(),
  specialty: z.string().nullable(),
  is_active: z.boolean(),
  is_external: z.boolean().describe('Named by an agent, not on the clinic’s staff.'),
  services: z.array(z.string()).describe('Names of the services offered.'),
  hours: z.array(hoursOutput).describe('The weekly hours.'),
  exceptions: z
    .array(z.object({ date: z.string(), hours: z.array(z.object({ start: z.string(), end: z.string() })) }))
    .describe('Dates with other hours; none: closed.'),
  time_off: z
    .array(z.object({ starts_at: z.string(), ends_at: z.string() }))
    .describe('ISO 8601; not over yet.'),
  schedule_kept_by: z
    .string()
    .nullable()
    .describe('The outside agent that keeps the schedule; null: the clinic.'),
})

const listProvidersOutput = z.object({
  clinic: z.string(),
  time_zone: z.string(),
  services: z.array(
    z.object({
      service_id: z.string(),
      name: z.string(),
      duration_minutes: z.number().int(),
      is_default: z.boolean(),
      cost_estimate: z.string().nullable(),
    }),
  ),
  providers: z.array(providerOutput),
})

const toProvider = (view: ProviderView): z.input<typeof providerOutput> => ({
  provider_id: view.id,
  name: view.name,
  specialty: view.specialty,
  is_active: view.is_active,
  is_external: view.is_external,
  services: view.service_types.map(({ name }) => name),
  hours: view.availability.map((rule) => ({
    weekday: rule.weekday,
    start: rule.start_local,
    end: rule.end_local,
    from_date: rule.from_date,
    until_date: rule.until_date,
  })),
  exceptions: view.exceptions.map(({ date, windows }) => ({
    date,
    hours: windows.map(({ start_local, end_local }) => ({ start: start_local, end: end_local })),
  })),
  time_off: view.time_off.map(({ starts_at, ends_at }) => ({ starts_at, ends_at })),
  schedule_kept_by: view.agent?.name ?? null,
})

export const listProvidersTool = defineTool({
  name: 'list_providers',
  title: 'List providers',
  description:
    'The providers of a clinic with their services, weekly hours and coming time off, and the services the clinic offers.',
  input: z.object({
    include_inactive: z
      .boolean()
      .nullish()
      .describe('Also those who take no appointments; false by default.'),
    clinic: clinicField,
  }),
  output: listProvidersOutput,
  permission: 'conversations:read',
  orElse: SCHEDULE_READERS,
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async run(ctx, input) {
    const [clinic] = await candidateClinics(ctx, input.clinic)
    const query = { clinic_id: clinic!.id }
    const [providers, services] = [await listProviders(ctx, query), await listServiceTypes(ctx, query)]
    return {
      clinic: clinic!.name,
      time_zone: clinic!.time_zone,
      services: services
        .filter(({ is_active }) => is_active)
        .map((service) => ({
          service_id: service.id,
          name: service.name,
          duration_minutes: service.duration_minutes,
          is_default: service.is_default,
          cost_estimate: service.cost_estimate,
        })),
      providers: providers
        .filter(({ is_active }) => is_active || input.include_inactive === true)
        .map(toProvider),
    }
  },
})
