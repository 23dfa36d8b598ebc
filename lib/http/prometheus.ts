import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { DELIVERY_BUCKETS } from '#lib/services/metrics/counters.ts'
import type { Sample } from '#lib/services/metrics/gauges.ts'
import type { InstallationMetrics } from '#lib/services/metrics/read-all.ts'

const PREFIX = 'switchboard_'

interface Help {
  name: string
  help: string
  labelNames?: string[]
}

function addCounter(registry: Registry, help: Help, samples: readonly Sample[]): void {
  const counter = new Counter({ ...help, name: PREFIX + help.name, registers: [registry] })
  for (const { labels, value } of samples) counter.inc(labels, value)
}

function addGauge(registry: Registry, help: Help, samples: readonly Sample[]): void {
  const gauge = new Gauge({ ...help, name: PREFIX + help.name, registers: [registry] })
  for (const { labels, value } of samples) gauge.set(labels, value)
}

/** prom-client counts observations one by one; ours are counted already, so the finished figures are handed to it. */
function addDeliveryHistogram(registry: Registry, metrics: InstallationMetrics): void {
  const name = `${PREFIX}delivery_seconds`
  const help = 'Seconds from the sending of an agent message to its receipt.'
  const histogram = new Histogram({ name, help, buckets: [...DELIVERY_BUCKETS], registers: [registry] })
  let total = 0
  const values = metrics.deliveryBuckets.map((count, index) => {
    total += count
    return { metricName: `${name}_bucket`, labels: { le: DELIVERY_BUCKETS[index] ?? '+Inf' }, value: total }
  })
  const ends = [
    { metricName: `${name}_sum`, labels: {}, value: metrics.deliverySeconds },
    { metricName: `${name}_count`, labels: {}, value: total },
  ]
  const get = async () => ({ name, help, type: 'histogram', aggregator: 'sum', values: [...values, ...ends] })
  Object.assign(histogram, { get, getForPromString: get })
}

function addBus(registry: Registry, metrics: InstallationMetrics): void {
  const messages = {
    name: 'messages_total',
    help: 'Agent messages by where they stand. Processed and expired only grow; the others say how many there are.',
    labelNames: ['type', 'status'],
  }
  addCounter(
    registry,
    messages,
    metrics.messages.map(({ count: value, ...labels }) => ({ labels, value })),
  )
  addDeliveryHistogram(registry, metrics)
  const failures = {
    name: 'delivery_failures_total',
    help: 'Tries to hand an agent message over that failed, by reason.',
    labelNames: ['reason'],
  }
  addCounter(
    registry,
    failures,
    [...metrics.failures].map(([reason, value]) => ({ labels: { reason }, value })),
  )
  const agent = { labelNames: ['agent'] }
  addGauge(
    registry,
    { ...agent, name: 'queue_depth', help: 'Agent messages that wait for an agent.' },
    metrics.queueDepth,
  )
  addGauge(
    registry,
    {
      ...agent,
      name: 'oldest_waiting_seconds',
      help: 'Age of the message that has waited longest for an agent.',
    },
    metrics.oldestWaitingSeconds,
  )
  addGauge(
    registry,
    { ...agent, name: 'agent_up', help: '1 for an agent that is active and was heard of lately.' },
    metrics.agentUp,
  )
  addGauge(
    registry,
    { ...agent, name: 'agent_heartbeat_age_seconds', help: 'Seconds since an agent was heard of.' },
    metrics.heartbeatAgeSeconds,
  )
}

function addRest(registry: Registry, metrics: InstallationMetrics, version: string): void {
  const one = (value: number): Sample[] => [{ labels: {}, value }]
  addGauge(
    registry,
    { name: 'processes', help: 'Processes that are alive, by what they do.', labelNames: ['role'] },
    metrics.processes,
  )
  addGauge(
    registry,
    { name: 'texts', help: 'Texts by direction and where they stand.', labelNames: ['direction', 'status'] },
    metrics.texts,
  )
  addGauge(
    registry,
    { name: 'texts_unread', help: 'Texts of patients that were not interpreted yet.' },
    one(metrics.textsUnread),
  )
  addGauge(
    registry,
    { name: 'conversations_waiting_for_staff', help: 'Conversations that need a person.' },
    one(metrics.conversationsWaitingForStaff),
  )
  addGauge(
    registry,
    { name: 'alerts_open', help: 'Troubles that are not over, by kind.', labelNames: ['kind'] },
    metrics.alertsOpen,
  )
  addGauge(registry, { name: 'build_info', help: 'The version that runs.', labelNames: ['version'] }, [
    { labels: { version }, value: 1 },
  ])
}

/** The figures in Prometheus' text format 0.0.4. Nothing is kept between two calls, so a restart changes nothing. */
export async function prometheusResponse(metrics: InstallationMetrics, version: string): Promise<Response> {
  const registry = new Registry()
  addBus(registry, metrics)
  addRest(registry, metrics, version)
  return new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } })
}
