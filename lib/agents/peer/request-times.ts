import type { AgentMessage, Refusal } from '#lib/bus/handler.ts'
import { requirePermission } from '#lib/core/authorize.ts'
import type { TxCtx } from '#lib/core/context.ts'
import type { SlotPreferences } from '#lib/domain/agents/envelope-payloads.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { zonedTime } from '#lib/domain/scheduling/zone.ts'
import { id, localDate } from '#lib/domain/wire.ts'
import { lockThread } from '#lib/services/conversation/lock.ts'
import { refuseUnready } from '#lib/services/conversation/request-slots.ts'
import { startSearch } from '../scheduling/start-search.ts'
import { answerPeer, asPeer } from './answer-peer.ts'

type Request = AgentMessage<'REQUEST_APPOINTMENT'>

/** Local midnight of `today`, `tomorrow` or a date, in the clinic's zone. */
function readDate(tx: TxCtx, text: string, timeZone: string): string {
  const today = zonedTime(tx.now(), timeZone).toPlainDate()
  const word = text.toLowerCase()
  const isDate = localDate.safeParse(text).success
  if (word !== 'today' && word !== 'tomorrow' && !isDate) {
    throw invalidInput('Use today, tomorrow or a date like 2026-12-01.', 'time_preference.date')
  }
  const date = isDate ? Temporal.PlainDate.from(text) : today.add({ days: word === 'tomorrow' ? 1 : 0 })
  return date.toZonedDateTime(timeZone).toInstant().toString()
}

const byIdOrName = (texts: readonly string[]) => ({
  OR: [{ id: { in: texts.filter((text) => id.safeParse(text).success) } }, { name: { in: [...texts] } }],
})

async function readService(tx: TxCtx, clinicId: string, text: string | null | undefined) {
  if (!text) return null
  const service = await tx.tx.serviceType.findFirst({
    where: { clinic_id: clinicId, is_active: true, ...byIdOrName([text]) },
    select: { id: true },
  })
  if (!service) throw invalidInput('This clinic has no such service type.', 'request_details.service_type')
  return service.id
}

async function readProviders(tx: TxCtx, clinicId: string, texts: readonly string[]) {
  if (texts.length === 0) return null
  const providers = await tx.tx.provider.findMany({
    where: { clinic_id: clinicId, is_active: true, ...byIdOrName(texts) },
    select: { id: true },
  })
  if (providers.length === 0)
    throw invalidInput('This clinic has no such provider.', 'context.preferred_providers')
  return providers.map((provider) => provider.id)
}

/** What the patient wishes, in the words of the A2A design, as a search understands it. */
async function readWish(tx: TxCtx, { content }: Request, clinic: { id: string; time_zone: string }) {
  const { service_type, time_preference: wish } = content.request_details ?? {}
  const from = wish?.date ? readDate(tx, wish.date, clinic.time_zone) : null
  const preferences: SlotPreferences = {
    ...content.preferences,
    provider_ids: await readProviders(tx, clinic.id, content.context?.preferred_providers ?? []),
    ...(wish?.time_of_day ? { time_of_day: wish.time_of_day } : {}),
    ...(from ? { from } : {}),
    ...(from && wish?.type === 'specific_date' ? { days: 1 } : {}),
  }
  return { preferences, service_type_id: await readService(tx, clinic.id, service_type) }
}

/**
 * An outside user agent asks for times for the patient of a conversation. The number of offers is limited as it is for
 * our own agents. Answers REQUESTED; the offer goes to the patient by text.
 */
export async function requestTimesForPeer(tx: TxCtx, message: Request): Promise<Refusal | undefined> {
  await answerPeer(tx, message, async (inner) => {
    const as = asPeer(inner, message)
    requirePermission(as, 'offers:send')
    const conversation = await lockThread(as, message.conversation_id)
    await refuseUnready(as, conversation)
    const wish = await readWish(inner, message, conversation.clinic)
    await startSearch(inner, message, { reason: 'requested', ...wish })
    return { status: 'REQUESTED', conversation_id: conversation.external_id }
  })
  return undefined
}
