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
    please, pls, plz, plse, thanks, thank you, thank u, thx, ty, tysm, thanks so much, thank you so much, thank you very much,
    many thanks, thanks a lot, thanks again, thank you again, hi, hello, hey, hi there, hello there, good morning, good afternoon,
    good evening, dear, ok, okay, k, great, perfect, awesome, wonderful, excellent, cool, lovely, super, fantastic,
    appreciate it, much appreciated, sorry, sir, madam, maam, see you then, see u then, see u there, sorry for the late reply, sorry for the delay, sorry im late, see you there, see you soon, see ya, see ya then, see u then, see u there,
    thank you for getting back to me, thanks for getting back to me, thank you for getting back to me so fast,
    sorry for the late reply, sorry for the late response, sorry for the delay,
    have a great day, have a good day, have a nice day, have a good one, god bless, best, regards, best regards, cheers, bye,
    im good with that, that is great, thats great, thats perfect, that is perfect, yay, hooray, alright, all right, well, so, ok so, oh, um, then,
    gracias, muchas gracias, mil gracias, muchisimas gracias, ok gracias, por favor, porfa, porfavor, porfis, hola, buen dia, que tenga buen dia, que tenga un buen dia, excelente, genial, bueno, vale, disculpe, perdon, perdone, senora, senor, senorita, hasta luego, nos vemos, muy amable, se lo agradezco, le agradezco, bendiciones, dios la bendiga, dios lo bendiga, listo, buena tarde, buenos dias, buenas tardes, buenas noches, buenas, saludos, muy bien, perfecto`),
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
    gonna go with, im gonna go with, going to go with, im going with, my vote is, my vote, i vote, ill take, i will take, i would take, id take, i want, i choose, i chose, i pick, ill pick, i select,
    i selected, ill choose, i will choose, ill go with, i will go with, ill go for, i will go for, going with, go with, gonna go with, im gonna go with, my vote is, my vote, lets do,
    let us do, lets go with, let us go with, lets go for, lets take, lets book, id like, i would like,
    we will take, well take, we would like, wed like, we want, ill do, i will do, i can do, i can make, i could do, we can do,
    we can make, can do, can make, book, book me, book me in, book me for, book me in for, book me on, book us, please book, please book me for, schedule, schedule me for, schedule me, put me down for, put me in for, put me on, sign me up for, pencil me in for, mark me down for, reserve, give me, take, ill book, id like to book,
    i would like to book, i want to book, id like to take, i would like to take, i want to take, id like to have, i would like to have,
    id like to do, i would like to do, i want to do, id like to schedule, i would like to schedule, i want to schedule,
    id like to confirm, i would like to confirm, i want to confirm, id like to choose, id like to pick,
    can i have, can i take, can i get, can i do, can i book, could i have, could i take, could i get, could i do, may i have,
    can we do, can you book me for, can you put me down for, could you book me for, let me have, let me take, let me do, let me get,
    my choice is, my pick is, my answer is, my preference is, my choice, my pick, my answer, choice, answer, reply, response, i prefer, id prefer, i would prefer, prefer,
    yes to, yes for, ok for, its, it is, thatd be, that would be, it would be, make mine, we confirm,
    confirming, accept, accepting, i accept, i confirm, confirm, only, just, selecting, choosing, picking, selection, we choose,
    quiero, quisiera, me gustaria, prefiero, preferiria, escojo, elijo, escogi, elegi, selecciono, tomo, tomare, deme, dame, me da, me quedo con, puedo, confirmo, acepto, reserve, reserve me, reserveme, agendeme, agende, anoteme, apunteme, apuntame, pongame, ponme, que sea, puede ser, podria ser, podria tomar, puedo tomar, quiero tomar, me gustaria tomar, voy a tomar, voy con, me interesa, mi opcion es, mi respuesta es, mi eleccion es, respuesta, seria, me puede dar, me puede agendar, me puede anotar, si quiero, si prefiero, solo, solo puedo`),
  ],
  when_prefix: [
    ...WHEN_PREFIXES,
    ...list(`
    see you, ill see you, i will see you, see you on, ill come, i will come, i can come, ill be there, i will be there, i am free,
    im free, im available, i am available, i can be there, id like to see, i would like to see, i want to see, id like to come,
    i would like to come, i want to come, i can make it, ill be in, i could come,
    puedo ir, nos vemos, ahi estare, alli estare, estoy disponible, estoy libre, voy, ire, yo voy, puedo llegar, quiero ir, me gustaria ir, prefiero ir`),
  ],
  suffix: [
    ...SUFFIXES,
    ...list(`
    works, works for me, works for us, works great, works great for me, works best, works best for me, works well, works fine,
    works perfectly, works perfect, works just fine, work for me, would work, would work for me, will work, will work for me,
    would work best, would work great, is good, is good for me, is great, is great for me, is perfect, is perfect for me, is fine,
    is fine for me, is fine with me, is ok, is ok for me, is okay, is okay with me, is best, is best for me, is the best, is the one,
    is my choice, is my pick, is what i want, sounds good, sounds great, sounds perfect, sounds fine, would be good, would be great,
    would be perfect, would be fine, would be best, would be best for me, will be good, will be great, will be fine, will be perfect,
    will do, it is, for me, for us, is good with me, is cool, fits best, fits, suits me, suits me best, suits, it works,
    me sirve, me funciona, me queda bien, me queda mejor, me queda perfecto, me queda, me conviene, me conviene mas, me parece bien, me va bien, me viene bien, esta bien, esta perfecto, esta perfecta, esta bien para mi, seria perfecto, seria ideal, es perfecto, es perfecta, es la mejor, es mejor, para mi, si me sirve, does, does work, does work for me, can work, only, then, then please`),
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
      none, neither, nothing, no, nope, nah, no thanks, no thank you, no thx, none please, none thanks, none of it, noen,
      nonee, nonne, nnone, not any, i cant do those, i cant do these, i cant make those, i cant make these, cant do those, cant do these, cant make those,
      cant make these, they dont work, these dont work, those dont work,
      these wont work, those wont work, they wont work, these times dont work, those times dont work, those dates dont work,
      these dates dont work, i cant do any, i cant make any, cant do any, cant make any, neither one, neither of the two,
      neither of them, ninguna, ninguno, ningunas, ninguna de esas, ninguna de estas, ninguna de las anteriores, ninguna me queda, no puedo en ninguno de esos horarios, no puedo en ninguno de esos, no puedo a esa hora, no puedo ese dia, no puedo esa hora, that time doesnt work, that time does not work, that doesnt work, that does not work, that wont work, cant do that one, i cant do that one, i cant do that time, cant do that time, i cant make that one, unfortunately none, unfortunately none of them, unfortunately none of these, unfortunately none of those, ninguno de esos, ninguno de estos, ninguna de las tres, ninguno de los tres, ninguna de las opciones, ninguna opcion, ningun horario, ninguna fecha, ninguna hora, no me sirve ninguna, no me sirve ninguno, no me funciona ninguna, no me funciona ninguno, no me queda ninguna, no puedo ninguna, no puedo ninguno, no puedo en ninguna, no puedo en ninguno, no puedo a ninguna, no puedo en esos horarios, no puedo en esas fechas, no puedo esos dias, no puedo en esos dias, no puedo a esas horas, esas no me sirven, esos no me sirven, esas no puedo, no gracias, nada, im not available for any of those, not available for any of those, im not available any of those days, i cant do those times, i cant do these times, i cant make those times, i cant make these times, these days dont work, those days dont work`),
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
