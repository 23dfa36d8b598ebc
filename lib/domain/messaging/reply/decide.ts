import type { Clause } from './clauses.ts'
import type { Choice } from './options.ts'
import { describeChoice } from './options.ts'
import { refusedBy, resolveChoice } from './resolve.ts'
import type { OfferView, UnclearReason } from './types.ts'

/** What a fully understood text says about the options, before the state of their offers is asked. */
export type Decision =
  | { kind: 'option'; choice: Choice; isChange: boolean; because: string }
  | { kind: 'none'; offer: OfferView; because: string }
  | { kind: 'unclear'; reason: UnclearReason }

const unclear = (reason: UnclearReason): Decision => ({ kind: 'unclear', reason })

/** After "I meant", what was chosen before it in the same text no longer counts. */
function withoutCorrected(clauses: readonly Clause[]): Clause[] {
  const last = clauses.findLastIndex((clause) => clause.hasCorrection)
  return clauses.filter((clause, index) => index >= last || clause.says !== 'chooses')
}

const isBare = (clause: Clause | undefined): clause is Clause =>
  clause?.says === 'chooses' && !clause.isAffirmed && clause.isPlain

/** "1 and 3 don't work", "not 1 and 3": the bare number beside the refusal belongs to it. */
function withJoinedRefusals(clauses: readonly Clause[]): Clause[] {
  return clauses.map((clause, index) => {
    if (!isBare(clause)) return clause
    const before = clauses[index - 1]
    const after = clauses[index + 1]
    const followsNot = clause.joinedBy === 'and' && before?.says === 'refuses' && before.isNotFirst
    const opens = clause.joinedBy !== 'comma' && clause.joinedBy !== 'and'
    const leadsToRefusal = opens && after?.says === 'refuses' && after.joinedBy === 'and' && !after.isNotFirst
    return followsNot || leadsToRefusal ? { ...clause, says: 'refuses' } : clause
  })
}

/** Beside a refusal a choice counts only when it cannot be one more refused option of a list. */
function standsBesideRefusal(clause: Clause, refusals: readonly Clause[]): boolean {
  if (clause.joinedBy === 'start') {
    return refusals.every(
      ({ joinedBy, isNotFirst }) =>
        joinedBy === 'but' ||
        (joinedBy === 'comma' && isNotFirst) ||
        (clause.isAffirmed && joinedBy !== 'and'),
    )
  }
  // "Not Tuesday, Wednesday please": the refusal is over where a choice in so many words begins.
  const isNamed = clause.references.every(({ kind }) => kind !== 'number')
  const isAfterRefused =
    isNamed && clause.joinedBy === 'comma' && refusals.every(({ isNotFirst }) => isNotFirst)
  const isSeparate =
    isAfterRefused ||
    clause.joinedBy === 'but' ||
    clause.joinedBy === 'sentence' ||
    clause.joinedBy === 'correction'
  return clause.isAffirmed && isSeparate
}

const offersOf = (all: readonly Choice[]) => [...new Set(all.map((choice) => choice.offer))]

/** Nothing of the offers fits: sure only when one offer is meant. */
function decideNone(all: readonly Choice[], because: string): Decision {
  const [offer, ...others] = offersOf(all)
  if (offer === undefined) return unclear('no_open_offer')
  return others.length > 0 ? unclear('several_offers') : { kind: 'none', offer, because }
}

/** "1, 2 and 3 don't work" is a list; "2, 1 and 3 don't work" may well choose 2. */
function isAscending(clauses: readonly Clause[]): boolean {
  const numbers = clauses.flatMap((clause) =>
    clause.references.flatMap((reference) => (reference.kind === 'number' ? [reference.value] : [])),
  )
  return numbers.every((value, index) => index === 0 || value > numbers[index - 1]!)
}

function decideRefusals(chosen: readonly Clause[], refusals: readonly Clause[], all: Choice[]): Decision {
  const refusedOf = (clauses: readonly Clause[]) =>
    new Set(clauses.flatMap((clause) => refusedBy(clause, all)))
  const list = [...chosen, ...refusals]
  const isSeparate = ({ joinedBy }: Clause) =>
    joinedBy === 'sentence' && refusals.every((each) => each.isNotFirst || each.joinedBy === 'and')
  const isOfList = (clause: Clause) =>
    isBare(clause) && !isSeparate(clause) && refusedBy(clause, all).length > 0
  if (chosen.every(isOfList) && isAscending(list) && refusedOf(list).size === all.length) {
    const because =
      all.length === 1 ? 'The one offered time does not work.' : 'None of the offered times works.'
    return decideNone(all, because)
  }
  const refersToNothing = refusals.some((refusal) => refusedBy(refusal, all).length === 0)
  const [first] = chosen
  if (
    refersToNothing ||
    first === undefined ||
    !chosen.every((clause) => standsBesideRefusal(clause, refusals))
  ) {
    return unclear('negated_option')
  }
  const resolved = resolveChoice(chosen, all)
  if ('unclear' in resolved) return unclear(resolved.unclear)
  if (refusedOf(refusals).has(resolved.choice)) return unclear('contradiction')
  const because = `Chose ${describeChoice(resolved.choice)} and turned down another.`
  return {
    kind: 'option',
    choice: resolved.choice,
    isChange: chosen.some((clause) => clause.hasChange),
    because,
  }
}

function decideYes(all: readonly Choice[]): Decision {
  const [only] = all
  if (only === undefined) return unclear('no_open_offer')
  if (all.length > 1) return unclear(offersOf(all).length > 1 ? 'several_offers' : 'several_options')
  const because = `Said yes to the only one offered: ${describeChoice(only)}.`
  return { kind: 'option', choice: only, isChange: false, because }
}

/** Puts the clauses of one text together. Never a choice unless exactly one option fits all of them. */
export function decide(read: readonly Clause[], all: Choice[]): Decision {
  const clauses = withJoinedRefusals(withoutCorrected(read))
  const isSaid = (says: Clause['says']) => clauses.some((clause) => clause.says === says)
  const chosen = clauses.filter((clause) => clause.says === 'chooses')
  const refusals = clauses.filter((clause) => clause.says === 'refuses')
  const saysSomething = clauses.some((clause) => clause.says !== 'nothing')
  if (saysSomething && all.length === 0) return unclear('no_open_offer')
  if (clauses.some((clause) => clause.joinedBy === 'or')) return unclear('several_options')
  if (isSaid('none')) {
    const isMixed = chosen.length > 0 || isSaid('yes')
    return isMixed ? unclear('contradiction') : decideNone(all, 'Said that none of the offered times works.')
  }
  if (refusals.length > 0) {
    return isSaid('yes') ? unclear('contradiction') : decideRefusals(chosen, refusals, all)
  }
  if (chosen.length === 0) return isSaid('yes') ? decideYes(all) : unclear('only_courtesy')
  if (chosen.slice(1).some((clause) => clause.joinedBy === 'and')) return unclear('several_options')
  if (chosen.slice(1).some((clause) => clause.joinedBy === 'but')) return unclear('contradiction')
  const resolved = resolveChoice(chosen, all)
  if ('unclear' in resolved) return unclear(resolved.unclear)
  const because = `Chose ${describeChoice(resolved.choice)}.`
  return {
    kind: 'option',
    choice: resolved.choice,
    isChange: chosen.some((clause) => clause.hasChange),
    because,
  }
}
