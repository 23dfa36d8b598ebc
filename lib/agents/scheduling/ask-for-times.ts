import { ask, isReachable } from '#lib/bus/ask.ts'
import type { TxCtx } from '#lib/core/context.ts'
import type { MessagePayload } from '#lib/domain/agents/envelope.ts'
import type { SlotRequest } from '#lib/domain/agents/envelope-payloads.ts'
import { DEFAULT_SEARCH_DAYS } from '#lib/domain/scheduling/slots.ts'
import { MINUTE_MS } from '#lib/domain/scheduling/units.ts'
import { zonedTime } from '#lib/domain/scheduling/zone.ts'
import type { Flow } from '../answer.ts'
import { endFlow } from './end-flow.ts'
import { type Keeper, keepersFor } from './keepers.ts'

/** Everything that an outside agent is told: service, time and its own providers. Nothing of the patient. */
async function questionFor(
  tx: TxCtx,
  request: SlotRequest,
  { providers }: Keeper,
): Promise<MessagePayload<'QUERY_AVAILABILITY'>> {
  const service = await tx.tx.serviceType.findUniqueOrThrow({
    where: { id: request.service_type_id },
    include: { clinic: { select: { time_zone: true } } },
  })
  const { time_zone } = service.clinic
  const asked = request.preferences?.from ? Date.parse(request.preferences.from) : 0
  const start = Math.max(tx.now() + service.minimum_notice_minutes * MINUTE_MS, asked)
  const days = request.preferences?.days ?? DEFAULT_SEARCH_DAYS
  const ids = providers.map(({ id }) => id)
  return {
    ...request,
    exclude: request.exclude.filter(({ provider_id }) => ids.includes(provider_id)),
    service_type: service.name,
    duration_minutes: service.duration_minutes,
    time_window: {
      start_time: new Date(start).toISOString(),
      end_time: new Date(zonedTime(start, time_zone).add({ days }).epochMilliseconds).toISOString(),
    },
    time_zone,
    providers: providers.map(({ id, name }) => ({ provider_id: id, name })),
  }
}

/** Who was asked in this search, and whether the answer counted. A booking that was never answered counts as asked. */
async function askedIn(tx: TxCtx, flow: Flow) {
  const asks = await tx.tx.agentMessage.findMany({
    where: {
      OR: [
        { in_reply_to: flow.id, message_type: 'QUERY_AVAILABILITY' },
        { id: flow.id, message_type: 'REQUEST_BOOKING' },
      ],
    },
    select: { id: true, to_agent_id: true, to: { select: { name: true } } },
    orderBy: { sequence: 'asc' },
  })
  const answers = await tx.tx.agentMessage.findMany({
    where: {
      in_reply_to: { in: asks.map(({ id }) => id) },
      message_type: 'AVAILABILITY',
      state: { in: ['pending', 'processed'] },
    },
    select: { in_reply_to: true, from_agent_id: true },
  })
  return asks.map((row) => ({
    agent_id: row.to_agent_id,
    name: row.to?.name ?? '',
    is_silent: !answers.some((one) => one.in_reply_to === row.id && one.from_agent_id === row.to_agent_id),
  }))
}

/**
 * Asks the next agent that may have times for this search, which `flow` began. With nobody left the flow ends before
 * staff: an agent that could not be asked or did not answer is named, else there are no times.
 */
export async function askForTimes(tx: TxCtx, flow: Flow, request: SlotRequest): Promise<void> {
  const asked = await askedIn(tx, flow)
  const keepers = (await keepersFor(tx, flow, request)).filter(
    ({ agent }) => !asked.some(({ agent_id }) => agent_id === agent.id),
  )
  const next = keepers.find(({ agent }) => isReachable(tx, agent))
  if (next) {
    const content = next.agent.is_builtin ? request : await questionFor(tx, request, next)
    return ask(tx, flow, { to: next.agent, message_type: 'QUERY_AVAILABILITY', content })
  }
  const silent = asked.filter(({ is_silent }) => is_silent).map(({ name }) => name)
  const missing = keepers.map(({ agent }) => agent.name)
  if (missing.length > 0) return endFlow(tx, flow, 'agent_missing', [...missing, ...silent])
  if (silent.length > 0) return endFlow(tx, flow, 'agent_silent', silent)
  return endFlow(tx, flow, request.preferences?.wish ? 'no_time_fits' : 'no_times_found')
}
