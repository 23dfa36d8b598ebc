import { z } from 'zod'
import { aliases, type ProviderView, type SaveProviderInput } from '#lib/domain/scheduling/schema.ts'
import { localDate, localTime } from '#lib/domain/wire.ts'

const END_OF_DAY = '24:00'
/** How a browser's time input writes the end of a day. */
const MIDNIGHT = '00:00'

/** A date input that may stay empty. */
const dateOrEmpty = z.union([z.literal(''), localDate], { error: 'Use a date like 2026-12-01.' })

const hoursRow = z
  .object({
    weekday: z.enum(['1', '2', '3', '4', '5', '6', '7']),
    start_local: localTime,
    end_local: localTime,
    from_date: dateOrEmpty,
    until_date: dateOrEmpty,
  })
  .refine((row) => row.end_local === MIDNIGHT || row.end_local > row.start_local, {
    error: 'Must be after the start.',
    path: ['end_local'],
  })
  .refine((row) => row.from_date === '' || row.until_date === '' || row.until_date >= row.from_date, {
    error: 'Must not be before the first day.',
    path: ['until_date'],
  })

/** What the provider's form holds; times and dates as the browser's inputs write them. */
export const providerForm = z.object({
  name: z.string().trim().min(1).max(80),
  specialty: z.string().trim().max(80),
  aliases,
  is_active: z.boolean(),
  service_type_ids: z.array(z.string()).max(50),
  hours: z.array(hoursRow).max(100),
  /** The version that the form was opened with: saving over somebody else's hours is refused. */
  version: z.number().int(),
})
export type ProviderForm = z.infer<typeof providerForm>
export type HoursRow = ProviderForm['hours'][number]

export const providerDefaults = (provider: ProviderView | undefined): ProviderForm => ({
  name: provider?.name ?? '',
  specialty: provider?.specialty ?? '',
  aliases: provider?.aliases ?? [],
  is_active: provider?.is_active ?? true,
  service_type_ids: provider?.service_types.map(({ id }) => id) ?? [],
  hours: provider?.availability.map(toRow) ?? [],
  version: provider?.version ?? 0,
})

const toRow = (rule: ProviderView['availability'][number]): HoursRow => ({
  weekday: String(rule.weekday) as HoursRow['weekday'],
  start_local: rule.start_local,
  end_local: rule.end_local === END_OF_DAY ? MIDNIGHT : rule.end_local,
  from_date: rule.from_date ?? '',
  until_date: rule.until_date ?? '',
})

/** What the form means to the API. Midnight as an end is the end of the day. */
export function toProviderInput(
  form: ProviderForm,
  clinicId: string,
  provider: ProviderView | undefined,
): SaveProviderInput {
  return {
    clinic_id: clinicId,
    provider_id: provider?.id ?? null,
    name: form.name,
    specialty: form.specialty === '' ? null : form.specialty,
    aliases: form.aliases,
    is_active: form.is_active,
    service_type_ids: form.service_type_ids,
    hours: form.hours.map((row) => ({
      weekday: Number(row.weekday),
      start_local: row.start_local,
      end_local: row.end_local === MIDNIGHT ? END_OF_DAY : row.end_local,
      from_date: row.from_date === '' ? null : row.from_date,
      until_date: row.until_date === '' ? null : row.until_date,
    })),
    version: provider === undefined ? null : form.version,
  }
}
