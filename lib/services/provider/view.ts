import { type Ctx, nowDate } from '#lib/core/context.ts'
import type { AvailabilityException, Prisma, TimeOff } from '#lib/db/generated/client.ts'
import type { ProviderView, TimeOffView } from '#lib/domain/scheduling/schema.ts'
import { DAY_MS } from '#lib/domain/scheduling/units.ts'
import { availabilityRule } from './availability-rule.ts'

/** What a provider is read with; time off that is over or cancelled stays away. */
export const providerInclude = (ctx: Ctx) =>
  ({
    services: { include: { service_type: { select: { id: true, name: true } } } },
    availability: { orderBy: [{ weekday: 'asc' }, { start_local: 'asc' }, { id: 'asc' }] },
    exceptions: {
      where: { date: { gte: new Date(ctx.now() - DAY_MS) } },
      orderBy: [{ date: 'asc' }, { start_local: 'asc' }, { id: 'asc' }],
    },
    agent: { select: { id: true, name: true } },
    time_off: { where: { cancelled_at: null, ends_at: { gt: nowDate(ctx) } }, orderBy: { starts_at: 'asc' } },
  }) satisfies Prisma.ProviderInclude

type ProviderRow = Prisma.ProviderGetPayload<{ include: ReturnType<typeof providerInclude> }>

/** Why somebody is away is for colleagues: keys and agents get the times alone. */
export function timeOffView(ctx: Ctx, row: TimeOff): TimeOffView {
  const at = { table: 'time_off', column: 'note_sealed', id: row.id }
  return {
    id: row.id,
    provider_id: row.provider_id,
    starts_at: row.starts_at.toISOString(),
    ends_at: row.ends_at.toISOString(),
    note: row.note_sealed && ctx.actor.kind === 'staff' ? ctx.sealer.open(at, row.note_sealed) : null,
  }
}

/** The version that a change of the weekly hours is checked against: the highest of its rows; 0 without any. */
export const hoursVersion = (rows: readonly { version: number }[]): number =>
  rows.reduce((highest, row) => Math.max(highest, row.version), 0)

/** One entry for each date; without windows the day is closed. */
function exceptionViews(rows: readonly AvailabilityException[]): ProviderView['exceptions'] {
  const byDate = Map.groupBy(rows, (row) => row.date.toISOString().slice(0, 10))
  return [...byDate].map(([date, windows]) => ({
    date,
    time_zone: windows[0]!.time_zone,
    windows: windows.flatMap(({ start_local, end_local }) =>
      start_local && end_local ? [{ start_local, end_local }] : [],
    ),
  }))
}

/** The provider as the wire shows it. */
export function providerView(ctx: Ctx, row: ProviderRow): ProviderView {
  return {
    id: row.id,
    clinic_id: row.clinic_id,
    name: row.name,
    specialty: row.specialty,
    aliases: row.aliases,
    is_external: row.is_external,
    is_active: row.is_active,
    service_types: row.services
      .map(({ service_type }) => service_type)
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    availability: row.availability.map((window) => ({ id: window.id, ...availabilityRule(window) })),
    hours_version: hoursVersion(row.availability),
    time_off: row.time_off.map((off) => timeOffView(ctx, off)),
    exceptions: exceptionViews(row.exceptions),
    agent: row.agent,
    version: row.version,
  }
}
