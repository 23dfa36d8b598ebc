import { PREFIXES, SUFFIXES, WHEN_PREFIXES } from './phrase-families.ts'
import { COURTESIES, NONES } from './polite-families.ts'

/**
 * The words that the reader understands around a choice. Whatever is not on these lists makes a text unclear, so a word
 * belongs here only if it cannot turn a choice into something else in the place that its role allows.
 */
export type Role =
  /** Anywhere. */
  | 'courtesy'
  /** Anywhere; alone it is a yes. */
  | 'yes'
  /** Before the option: "I'll take". */
  | 'prefix'
  /** Before a day or a time, never before a bare number: "see you 2" is "see you too". */
  | 'when_prefix'
  /** After the option: "works for me". */
  | 'suffix'
  /** Before or between parts of one choice: "the", "on", "with". */
  | 'link'
  /** Right after a part of a choice: "the 10 o'clock one". */
  | 'noun'
  /** Turns the option that follows into one that is not wanted. */
  | 'not'
  /** The option before it is not wanted. */
  | 'not_good'
  /** None of the options. */
  | 'none'
  /** After `none`: "none of these work". */
  | 'none_tail'
  /** Sets a new choice against an earlier one. */
  | 'change'
  /** Like `change`, and takes back a choice in the same text. */
  | 'correction'
  | 'and'
  | 'or'
  | 'but'

const list = (text: string) =>
  text
    .split(/[,\n]/)
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '')

const THEM = list(
  `these, those, them, the above, the options, the times, the slots, the dates, these times, those times, these options,
  those options, these slots, those slots, these dates, those dates, these appointments, those appointments, your times`,
)
const withThem = (heads: string[]) => heads.flatMap((head) => THEM.map((them) => `${head} ${them}`))

const PHRASES: Record<Role, string[]> = {
  courtesy: [
    ...COURTESIES,
    ...list(`
      please, pls, plz, plse, tysm, hi, hello, hey, hi there, hello there, good morning, good afternoon,
      good evening, dear, ok, okay, k, great, perfect, awesome, wonderful, excellent, cool, lovely, super,
      fantastic, much appreciated, sorry, sir, madam, maam, see you then, see u then, see u there, sorry im late,
      see you there, see you soon, see ya, see ya then, thank you for getting back to me,
      thanks for getting back to me, thank you for getting back to me so fast, god bless, best, regards,
      best regards, cheers, bye, im good with that, that is great, thats great, thats perfect, that is perfect,
      hooray, alright, all right, well, so, ok so, oh, um, then, ok gracias, por favor, porfa, porfavor, porfis,
      hola, buen dia, excelente, genial, bueno, vale, disculpe, perdon, perdone, senora, senor, senorita,
      hasta luego, nos vemos, muy amable, se lo agradezco, le agradezco, dios la bendiga, dios lo bendiga, listo,
      buena tarde, buenos dias, buenas tardes, buenas noches, buenas, saludos, muy bien, perfecto`),
  ],
  yes: list(`
    that time is good, that time works, that time works for me, that time is fine, i can make that, that one works, that one works for me, that one is good, yes, yeah, yep, yup, ya, y, yea, yes please, yes maam, yes sir, sure, sure thing, absolutely, definitely, of course, for sure,
    sounds good, sounds great, sounds good to me, sounds perfect, that works, that works for me, that works great, thatll work,
    that time is good, that time is fine, that time works, that time works for me, i can make that, that will work, works for me, it works, that is fine, thats fine, thats good, that is good, thats ok, that is ok, book it, book that,
    ill take it, i will take it, ill take that, ill take that one, i accept, i confirm, confirm, confirmed, ill be there,
    i will be there, i can make it, i can do that, i can do it, lets do it, lets do that, please book it, count me in,
    si, si por favor, si gracias, si senora, si senor, si claro, claro, claro que si, por supuesto, de acuerdo, esta bien, me sirve, me funciona, me conviene, me queda bien, me parece bien, si me sirve, si puedo, si confirmo, si acepto, confirmo, confirmado, acepto, correcto, asi es, dale, sale, va, ahi estare, alli estare, esa esta bien, esa me sirve, ese me sirve, esta perfecto`),
  prefix: [
    ...PREFIXES,
    ...list(`
      im going with, my vote is, my vote, i vote, i want, i chose, i select, i selected, going with, go with,
      we would like, we want, i can make, we can make, can do, can make, book me in, book me on, please book,
      put me on, my choice is, my pick is, my answer is, my preference is, my choice, my pick, my answer, choice,
      answer, reply, response, yes to, yes for, ok for, its, it is, thatd be, that would be, it would be,
      make mine, we confirm, confirming, accepting, i accept, i confirm, confirm, only, just, selecting, choosing,
      picking, selection, quiero, quisiera, preferiria, escogi, elegi, selecciono, me da, puedo, confirmo, acepto,
      agende, que sea, puede ser, podria ser, voy con, mi opcion es, mi respuesta es, mi eleccion es, respuesta,
      seria, si quiero, si prefiero, solo, solo puedo`),
  ],
  when_prefix: [
    ...WHEN_PREFIXES,
    ...list(`
      id like to see, i would like to see, i want to see, id like to come, i would like to come, i want to come,
      alli estare, estoy disponible, voy, ire, yo voy, quiero ir, me gustaria ir, prefiero ir`),
  ],
  suffix: [
    ...SUFFIXES,
    ...list(`
      is the best, is the one, is my choice, is my pick, is what i want, will do, for me, for us, it works,
      me queda, para mi, si me sirve, does, only, then, then please`),
  ],
  link: list(`
    the, the one, on, at, with, for the, on the, in the, that, this, la, el, las, los, a la, a las, para la, para el, dia, con, con la,
    con el, de la, en la, del, la del, el del, de, para las, para los, para, por la, en el, en, al, w, option, slot, appointment, appt, opcion, cita`),
  noun: list(`
    one, slot, option, time, appointment, appt, spot, choice, opening, opcion, cita, hora, horario, turno, fecha`),
  not: list(`
    not, i cant do, cant do, cannot do, i cannot do, i can not do, can not do, i cant make, cant make, cannot make, i cannot make,
    we cant do, we cant make, dont want, i dont want, i do not want, do not want, no puedo, no quiero, no me sirve, no me funciona, no me queda, no puedo ir, not the`),
  not_good: list(`
    doesnt work, does not work, doesnt work for me, does not work for me, dont work, do not work, dont work for me,
    do not work for me, wont work, will not work, wont work for me, will not work for me, isnt good, is not good, is no good,
    no good, not good, is bad, is out, isnt possible, is not possible, not possible, cant work, is not ok, isnt ok,
    are no good, are not good, arent good, dont suit me, doesnt suit me, no me sirve, no me sirven, no puedo, no me funciona, no me queda bien, no me queda, no me conviene, no me va bien`),
  none: [
    ...NONES,
    ...list(`
      none, neither, nothing, no, nope, nah, no thanks, no thank you, no thx, none please, none thanks,
      none of it, noen, nonee, nonne, nnone, not any, these dates dont work, i cant do any, i cant make any,
      cant do any, cant make any, neither one, neither of the two, neither of them, ninguna, ninguno, ningunas,
      ninguna de esas, ninguna de estas, ninguna de las anteriores, no puedo a esa hora, no puedo ese dia,
      no puedo esa hora, that time doesnt work, that time does not work, that doesnt work, that does not work,
      that wont work, cant do that one, i cant do that one, i cant do that time, cant do that time,
      i cant make that one, unfortunately none, unfortunately none of them, unfortunately none of these,
      unfortunately none of those, ninguno de esos, ninguno de estos, ninguna de las tres, ninguno de los tres,
      ninguna de las opciones, ninguna opcion, ningun horario, ninguna fecha, ninguna hora, esas no me sirven,
      esos no me sirven, esas no puedo, no gracias, nada, not available for any of those`),
    ...withThem([
      'none of',
      'neither of',
      'not any of',
      'i cant do any of',
      'i cant make any of',
      'cant do any of',
    ]),
    ...withThem(['cant make any of', 'i cannot make any of', 'i cannot do any of', 'i dont want any of']),
  ],
  none_tail: list(`
    work, works, work for me, works for me, works for us, work for us, will work, will work for me, would work, would work for me,
    can work, fit, fits, fit my schedule, fits my schedule, work with my schedule, works with my schedule, suit me, suits me, suit,
    are good, is good, are good for me, is good for me, are possible, are ok, are any good, times work, times work for me, options work,
    dates work, slots work, times, options, de esas, de esos, de estas, me conviene, me convienen, me quedan, me sirve, me sirven, me funciona, me funcionan, me queda bien, me quedan bien, am afraid,
    im afraid, unfortunately, at all, for me, for us`),
  change: list(`
    actually, instead, on second thought, mejor`),
  correction: list(`
    i meant, i mean, no wait i meant, wait i meant, no i meant, sorry i meant, sorry i mean, oops i meant, i meant to say, i meant to put, i meant to type, make that, make it,
    lets make it, lets make that, please make that, please make it, actually make it, actually make that, actually i meant,
    change to, change it to, change that to, change me to, change mine to, please change to, please change it to, please change me to,
    can you change it to, can you change me to, can you change that to, could you change it to, could you change me to,
    can i change to, can i change it to, can i switch to, switch to, switch it to, switch me to, please switch me to, correction,
    i want to change to, id like to change to, i would like to change to, quise decir, queria decir, perdon quise decir, quiero cambiar a, cambiar a, cambiela a, cambielo a, cambieme a, cambiame a, mejor deme, mejor pongame`),
  and: list('and'),
  or: list('or, o, either, both, any, whichever, ambas, cualquiera'),
  but: list('but, however, though, pero'),
}

interface PhraseMatch {
  roles: ReadonlySet<Role>
  /** In words. */
  length: number
  text: string
}

const ROLES = new Map<string, Set<Role>>()
const WORDS = new Set<string>()
let longest = 0
for (const [role, phrases] of Object.entries(PHRASES) as Array<[Role, string[]]>) {
  for (const phrase of phrases) {
    ROLES.set(phrase, (ROLES.get(phrase) ?? new Set()).add(role))
    const words = phrase.split(' ')
    for (const word of words) WORDS.add(word)
    longest = Math.max(longest, words.length)
  }
}

/** True for a word of any of these phrases. */
export const isPhraseWord = (word: string): boolean => WORDS.has(word)

/** The longest phrase at the start of `words`, or null. */
export function longestPhrase(words: readonly string[]): PhraseMatch | null {
  for (let length = Math.min(longest, words.length); length > 0; length -= 1) {
    const text = words.slice(0, length).join(' ')
    const roles = ROLES.get(text)
    if (roles !== undefined) return { roles, length, text }
  }
  return null
}
