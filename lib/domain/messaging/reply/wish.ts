import { ANY_TIME, isAnyTime, type TimeWish, wishFilter } from '../../scheduling/time-wish.ts'
import { timeWishWords } from '../../scheduling/time-wish-words.ts'
import { zonedTime } from '../../scheduling/zone.ts'
import { textProvider } from '../text-format.ts'
import { openOffers, seenOffers } from './options.ts'
import { nameWords } from './provider-names.ts'
import type { Token } from './tokens.ts'
import type { ReplyContext } from './types.ts'
import { wishBesideReasons } from './wish/beside.ts'
import { type Anchor, combineWish } from './wish/combine.ts'
import { clockText } from './wish/constraint.ts'
import { coveredByTimes, scanWish, spotSpans } from './wish/scan.ts'
import type { WishWords } from './wish/spans.ts'

export interface ReadWish {
  wish: TimeWish
  /** It also says that none of the offered times works. */
  saysNone: boolean
  /** Asks for other times in so many words, or says what never or always suits; else an offered time may be meant. */
  isRequest: boolean
  /** "Mornings are good": says so of a time that may be one of the offered ones, and of nothing else. */
  isPreference: boolean
  /** "12/3 works", "5 pm is fine": takes a time as if it had been offered. */
  isAcceptance: boolean
}

/** The zone that days and times of this text are local to; null when there is nothing that they could be about. */
export function wishZone(context: ReplyContext): string | null {
  const offers = seenOffers(context)
  const offer = offers.find(({ state }) => state === 'open') ?? offers[0]
  return offer?.time_zone ?? context.visits?.[0]?.time_zone ?? null
}

/** What "earlier" and "another doctor" are measured against: open options, else the visits, else what was offered last. */
function anchorOf(context: ReplyContext, zone: string): Anchor {
  const offers = seenOffers(context)
  const open = offers.filter(({ state }) => state === 'open').flatMap(({ options }) => options)
  const visits = context.visits ?? []
  const last = offers.flatMap(({ options }) => options)
  const times = open.length > 0 ? open : visits.length > 0 ? visits : last
  const names = new Set(times.map(({ provider_name }) => provider_name))
  return {
    starts: times.map(({ starts_at }) => {
      const at = zonedTime(starts_at, zone)
      return { at: starts_at, date: at.toPlainDate().toString(), clock: clockText(at.hour, at.minute) }
    }),
    provider_ids: (context.providers ?? []).flatMap(({ provider_id, name }) =>
      names.has(name) ? [provider_id] : [],
    ),
  }
}

function wordsOf(context: ReplyContext, zone: string): WishWords {
  const providers = (context.providers ?? []).map(({ provider_id, name }) => ({
    provider_id,
    words: new Set(nameWords(name)),
  }))
  return {
    date: zonedTime(context.received_at, zone).toPlainDate(),
    names: new Set(providers.flatMap(({ words }) => [...words])),
    idsOf: (name) => providers.flatMap(({ provider_id, words }) => (words.has(name) ? [provider_id] : [])),
  }
}

/**
 * Reads which other times a text asks for, in the clinic's zone and from the day on which it came in. Every word must be
 * understood; null where one is not, where the parts do not go together for sure, or where nothing is asked for.
 */
export function readWish(tokens: readonly Token[], context: ReplyContext): ReadWish | null {
  const zone = wishZone(context)
  if (zone === null) return null
  const patient = new Set((context.known_names ?? []).flatMap(nameWords))
  const scan = scanWish(tokens, wordsOf(context, zone), patient)
  if (scan === null) return null
  if (scan.spans.length === 0 && !scan.saysOther) return null
  const wish = combineWish(scan.spans, anchorOf(context, zone))
  if (wish === null || (isAnyTime(wish) && !scan.saysOther)) return null
  const asks = scan.isRequest || scan.saysOther || scan.saysNone
  const isPlural = scan.spans.some((span) => span.isPlural)
  const isOnlyWanted = scan.spans.every(({ isWanted }) => isWanted)
  return {
    wish,
    saysNone: scan.saysNone,
    isRequest: asks || isPlural,
    isPreference: !asks && !scan.wants && scan.likes && isOnlyWanted,
    isAcceptance: !asks && !scan.wants && scan.accepts && isOnlyWanted && tokens.some(isExact),
  }
}

/** As `readWish`, of a text in which some parts only tell why. What is asked for must be asked outright. */
export function readWishBeside(tokens: readonly Token[], context: ReplyContext): ReadWish | null {
  const zone = wishZone(context)
  if (zone === null) return null
  const patient = new Set((context.known_names ?? []).flatMap(nameWords))
  const isRead = (part: readonly Token[]) => scanWish(part, wordsOf(context, zone), patient) !== null
  const beside = wishBesideReasons(tokens, isRead)
  const read = beside === null ? null : readWish(beside.tokens, context)
  if (read === null || read.isPreference || read.isAcceptance || isAnyTime(read.wish)) return null
  return read.isRequest || beside!.isQuestion ? { ...read, isRequest: true } : null
}

/** A time of the day, or a date with a slash, which is mistyped more easily than a month is. */
const isExact = (token: Token) => token.kind === 'time' || (token.kind === 'date' && token.isSlash)

const LATER = new Set(['later', 'despues', 'luego'])

/** "Later", and nothing else: a later time, or a later answer. */
export const saysOnlyLater = (tokens: readonly Token[]): boolean => {
  const words = tokens.filter(({ kind }) => kind !== 'stop')
  return words.length === 1 && words[0]?.kind === 'word' && LATER.has(words[0].text)
}

/** The days, times and people that a text names, whatever stands around them; null where they contradict each other. */
export function spotTimes(tokens: readonly Token[], context: ReplyContext): TimeWish | null {
  const zone = wishZone(context)
  if (zone === null) return ANY_TIME
  return combineWish(spotSpans(tokens, wordsOf(context, zone)), anchorOf(context, zone))
}

/** True when a visit that stands already is what the wish asks for. */
export function fitsVisit(wish: TimeWish, context: ReplyContext): boolean {
  const idOf = new Map((context.providers ?? []).map(({ name, provider_id }) => [name, provider_id]))
  return (context.visits ?? []).some(({ starts_at, provider_name, time_zone }) =>
    wishFilter(wish, time_zone)({ starts_at, provider_id: idOf.get(provider_name) ?? '' }),
  )
}

/** True when one of the open options already is what the wish asks for. */
export function fitsOpenOption(wish: TimeWish, context: ReplyContext): boolean {
  return openOffers(context).some(({ options, time_zone }) => {
    const idOf = new Map((context.providers ?? []).map(({ name, provider_id }) => [name, provider_id]))
    const fits = wishFilter(wish, time_zone)
    return options.some(({ starts_at, provider_name }) =>
      fits({ starts_at, provider_id: idOf.get(provider_name) ?? '' }),
    )
  })
}

/** "Thursday morning, with Dr. Lee". */
export function wishInWords(wish: TimeWish, context: ReplyContext): string {
  const names = new Map((context.providers ?? []).map(({ provider_id, name }) => [provider_id, name]))
  return timeWishWords(wish, {
    zone: wishZone(context) ?? 'UTC',
    nameOf: (id) => textProvider(names.get(id) ?? 'another provider'),
  })
}

/** For each token, whether it is part of a day, a time or the name of somebody who may be seen. */
export function isTimeAt(tokens: readonly Token[], context: ReplyContext): boolean[] {
  const zone = wishZone(context)
  return zone === null ? tokens.map(() => false) : coveredByTimes(tokens, wordsOf(context, zone))
}
