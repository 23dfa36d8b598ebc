import type { ReplyReading } from '#lib/domain/messaging/reply/types.ts'
import { plainWords } from '#lib/domain/messaging/reply/words.ts'
import type { ReplyModelChoice, ReplyModelWish } from '#lib/domain/messaging/reply-model.ts'
import { textProvider } from '#lib/domain/messaging/text-format.ts'
import { ANY_TIME, type TimeWish } from '#lib/domain/scheduling/time-wish.ts'
import { timeWishWords } from '#lib/domain/scheduling/time-wish-words.ts'
import type { PhoneOffer, PhoneView } from './phone-view.ts'

interface Asked {
  text: string
  /** The open offers that the model was shown. */
  offers: PhoneOffer[]
  view: PhoneView
  zone: string
  unclear: Extract<ReplyReading, { kind: 'unclear' }>
  confidence: number
}

const NEGATION =
  /\b(?:no|not|never|none|neither|nor|dont|doesnt|cant|cannot|wont|isnt|without|except|nada|ninguna|ninguno|nunca|tampoco|sin|excepto)\b/

/** Words that speak against a choice, or numbers that are another option's: a person decides. */
function speaksAgainst(text: string, replyNumber: number, offers: readonly PhoneOffer[]): boolean {
  const words = plainWords(text)
  const offered = new Set(offers.flatMap(({ options }) => options.map((option) => option.reply_number)))
  const named = words
    .split(' ')
    .map(Number)
    .filter((number) => offered.has(number))
  return NEGATION.test(words) || (named.length > 0 && !named.includes(replyNumber))
}

/** The model's wish with providers by id and "earlier" as an instant. Null: it measures against nothing. */
function wishOf(said: ReplyModelWish, { offers, view }: Asked): TimeWish | null {
  const { providers, shift, ...wish } = said
  const ids = providers.flatMap((place) => view.providers[place - 1]?.id ?? [])
  const starts = offers.flatMap(({ options }) => options.map(({ starts_at }) => starts_at.getTime()))
  const measured = starts.length > 0 ? starts : view.visits.map(({ starts_at }) => starts_at.getTime())
  if (shift !== null && measured.length === 0) return null
  return {
    ...ANY_TIME,
    ...wish,
    provider_ids: ids,
    starts_before: shift === 'earlier' ? new Date(Math.min(...measured)).toISOString() : null,
    starts_after: shift === 'later' ? new Date(Math.max(...measured)).toISOString() : null,
  }
}

function wishReading(
  choice: Extract<ReplyModelChoice, { wish: unknown }>,
  asked: Asked,
  how: string,
): ReplyReading | null {
  const wish = wishOf(choice.wish, asked)
  if (wish === null) return null
  const names = new Map(asked.view.providers.map(({ id, name }) => [id, name]))
  const words = timeWishWords(wish, {
    zone: asked.zone,
    nameOf: (id) => textProvider(names.get(id) ?? 'another provider'),
  })
  const evidence = `Wants ${words}. ${how}`
  const [offer, ...more] = asked.offers
  const isAboutOffer =
    choice.kind === 'other_times' && (offer !== undefined || asked.view.visits.length === 0)
  if (!isAboutOffer) return asked.view.visits.length === 0 ? null : { kind: 'change_visit', wish, evidence }
  return { kind: 'other_times', wish, offer_id: offer && more.length === 0 ? offer.id : null, evidence }
}

/** The model's choice as a reading that names stored rows; null where it goes against the text or the offers. */
export function toReading(choice: ReplyModelChoice, asked: Asked): ReplyReading | null {
  const { offers, text, unclear, confidence } = asked
  const evidence = `The reply model was ${Math.round(confidence * 100)} % sure.`
  switch (choice.kind) {
    case 'option': {
      if (speaksAgainst(text, choice.reply_number, offers)) return null
      const found = offers
        .flatMap((offer) => offer.options.map((option) => ({ offer, option })))
        .filter(({ option }) => option.reply_number === choice.reply_number)
      const [picked, ...others] = found
      if (picked === undefined || others.length > 0) return null
      const { offer, option } = picked
      const { reply_number } = option
      return { kind: 'option', offer_id: offer.id, option_id: option.id, reply_number, evidence }
    }
    case 'none':
      return offers.length === 1 ? { kind: 'none', offer_id: offers[0]!.id, evidence } : null
    case 'urgent':
      return { kind: 'urgent', matched: 'reply model', evidence }
    // Only plain words opt out: a guess must not silence a patient's reminders, and a person asks at once.
    case 'opt_out':
      return { ...unclear, evidence: `May want no more texts. ${evidence}` }
    case 'cancel_visit':
      return { kind: 'cancel_visit', wish: ANY_TIME, evidence }
    case 'question':
      return { kind: 'question', topics: [choice.topic], evidence }
    case 'unclear':
      return unclear
    default:
      return wishReading(choice, asked, evidence)
  }
}
