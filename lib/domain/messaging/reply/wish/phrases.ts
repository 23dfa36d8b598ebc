import { MOVES, NONES } from '../polite-families.ts'
import type { Token } from '../tokens.ts'
import { wordAt } from './token-words.ts'

/** What a word or phrase does in a wish for other times. Words that are on no list end the reading. */
export type WishRole =
  /** Says nothing about which times. */
  | 'filler'
  /** Asks whether there are such times: "do you have". */
  | 'ask'
  /** Says that they are wanted: "I'd like". */
  | 'lead'
  /** Other times than those offered: "another day", "reschedule". */
  | 'other'
  /** What follows is not wanted. */
  | 'not'
  /** What came before is not wanted. */
  | 'bad'
  /** What came before is wanted. */
  | 'good'
  /** What came before is accepted, as if it had been offered: "works", not "works better". */
  | 'fine'
  /** Says yes, to what came before or what follows. */
  | 'agrees'
  /** One could, and does not say that it should be: "I can do". */
  | 'can'
  /** None of the options. */
  | 'none'
  | 'but'
  | 'and'
  | 'or'

const list = (text: string) =>
  text
    .split(/[,\n]/)
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '')

const PHRASES: Record<WishRole, string[]> = {
  filler: list(`
    ay, see me, see us, same thing, same time, same hour, the same time, same doctor, a place, madam, sir or madam, kindly, si, ese, esa, misma hora, la misma hora, esos, esas, please, pls, plz, thanks, thank you, thank u, thx, ty, hi, hello, hey, hi there, good morning, good afternoon, good evening, sorry, ok, okay,
    so, well, um, oh, hmm, at, on, in, the, for, a, an, to, of, me, us, my, it, that, this, is, are, am, be, i, we, there, still, time, times, appointment,
    appointments, appt, appts, slot, slots, spot, spots, opening, openings, option, options, day, days, date, dates, visit,
    available, availability, open, free, would, will, come, come in, get in, go in, be seen, with, see, him, her, them, just, only, really, very, also, maam, sir, dr, doctor,
    at all, for me, for us, if possible, anytime, any time, any day, sometime, some time, possible, possibly, then, now, ish,
    al, a las, a la, el, la, los, las, de, del, en, por, para, con, un, una, unos, hora, horas, horario, horarios, cita, citas, dia, dias, fecha, fechas, turno,
    por favor, porfa, gracias, muchas gracias, hola, buenos dias, buenas tardes, buenas noches, buenas, disculpe, perdon, lo siento,
    disponible, disponibles, libre, libres, es, seria, mi, me, si es posible, que, se, esta, bueno, solo, solamente, cualquier hora, cualquier dia`),
  ask: list(`
    can, could, try, try me, that leaves, which leaves, leaves, kindly find me, find me, sea, que sea, q sea, pongame, ponme, ponganme, deme, dame, denme, busco, ocupo, buscamos, do you have, do u have, do you guys have, did you have, you have, have you got, got, is there, are there, any chance of, any chance for, any, anything, something, some, how about, what about, how is, hows, what do you have, when can i,
    would there be, what times, what days, which days, see if you have, do they have, does she have, does he have, will there be, will you have, looking for, im looking for, hoping for, i was hoping for,
    tiene, tienen, tiene algo, tienen algo, hay, hay algo, habra, algo, alguna, algun, tendra, tendran, tendria, que tal, y que tal, tiene disponible, tienen disponible, tiene disponibilidad, tienen disponibilidad, hay disponibilidad, habra algo`),
  lead: list(`
    can we look, could we look, can you look, could you look, can we try, could we try, lets try, lets do, can we go with, has to be like, can it be, could it be, can we make it, can i make it, could we make it, me puede dar, puede darme, me podria dar, podria darme, can i, can i come, can i come in, can i get, can i have, can i do, can i see, can we, can we do, could i, could i come, could i come in, could i get, could i have, could i do, could i see, could we, could we do, can you do,
    could you do, may i, may i have, i need, i would need, id need, i want, i would like, id like, we need, we would like, wed like, i prefer, id prefer, i would prefer, we prefer, prefer, preferably, would it be possible, is it possible,
    i can do, i could do, i can come, i could come, i can only do, i can only come, i can only come in, i can make, can do, could do, only available, im available, i am available, im free, i am free, im only free, im only available, i am only available, i work best,
    works better, work better, better, best, ideally, let me have, give me, must be, has to be, needs to be, need, want, would love, id love,
    puedo, puedo ir, podria, podria ser, podria ir, puede ser, se puede, podemos, necesito, quiero, quisiera, me gustaria, prefiero, preferiria, seria posible, es posible,
    estoy disponible, estoy libre, solo puedo, puedo solo, mejor, me queda mejor, me conviene mas, me sirve mas`),
  other: [
    ...MOVES,
    ...list(`
    what else do you have, what else have you got, not that one, other, others, another, another one, a different one, another time, another day, another date, another appointment, a different time, a different day, a different date, different time, different day, different date, different times, different days, different,
    other times, other days, other dates, other options, any other times, any other time, any other day, any others, anything else, something else, else, what else, more, more times, more options, new times, new time, instead, rather, reschedule,
    to reschedule, please reschedule, can we reschedule, can i reschedule, could we reschedule, could i reschedule, i need to reschedule, need to reschedule, i want to reschedule, id like to reschedule, i would like to reschedule, move it, move it to, change it, push it, push it back, push it to, asap,
    as soon as possible, the soonest, soonest, the earliest, earliest available, next available, the next available, first available, the first available,
    otro, otra, otro dia, otra hora, otra fecha, otro horario, otros horarios, otras horas, otras fechas, otros dias, otras opciones, otra opcion, otra cita, reprogramar, reagendar, cambiar la cita, cambiar el dia, cambiar la hora, lo antes posible, cuanto antes, en su lugar, en vez, diferente`),
  ],
  not: list(`
    not, no, dont, cant do, i cant do, i cannot do, cannot do, cant make, i cant make, i cannot make, i cant come, i cant come in, cant come, i cannot come, we cant do, i cant, i cannot, cant, cannot, i dont want, i do not want, dont want, im not free, im not available, i am not available, i am not free, not available, not free, im busy, i am busy, unavailable, im unavailable,
    except, anything but, any day but, any time but, anytime but, any day except, other than, but not, just not, avoid, no puedo, no puedo ir, no, menos, excepto, que no sea, no quiero, no estoy disponible, no me sirve, no me sirven, no me funciona, no me queda, cualquier dia menos, never`),
  bad: list(`
    dont work, do not work, never, never work, never works, never work for me, never works for me, dont ever work, doesnt work, does not work, wont work, will not work, dont work for me, do not work for me, doesnt work for me, does not work for me, wont work for me, is bad, are bad, is bad for me, are bad for me, is no good, are no good, isnt good, arent good, is not good, are not good, is hard, are hard, is hard for me, are hard for me, are difficult, is difficult, are tough, is tough, is out, are out, are not possible, is not possible, isnt possible, dont suit me, doesnt suit me, are impossible, is impossible, is too early, are too early, is too late, are too late, is too soon,
    no puedo, no me sirve, no me sirven, no me funciona, no me funcionan, no me queda bien, no me quedan bien, no me conviene, no me convienen, no, son malos, son malas, es muy temprano, es muy tarde, no es posible`),
  good: list(`
    si, si puedo, si me sirve, si me queda, i can, i could, works fine, work, works, work for me, works for me, work best, works best, work best for me, works best for me, work better for me, works better for me, are best, is best, are better, is better, are better for me, is better for me, are good, is good, are good for me, is good for me, are fine, is fine, would work, would be best, would be better, would be good, would be great, would be ideal, would work better, would work best, would be better for me, would be perfect, would suit me, suits me, suit me, suits me better, are great, is great, are ok, is ok, is easier, are easier, would be easier, will work,
    me sirve, me sirven, me queda bien, me queda mejor, me quedan mejor, me conviene, me convienen, esta bien, es mejor, son mejores, seria mejor, me funciona, me funcionan, seria perfecto, me va mejor, me viene mejor`),
  fine: list(`
    si, work, works, work for me, works for me, are good, is good, are good for me, is good for me, are fine, is fine, are great, is great, are ok, is ok, will work,
    ok, okay, got it, me sirve, me sirven, me queda bien, me conviene, me convienen, esta bien, me funciona, me funcionan`),
  agrees: ['si'],
  can: list(
    'i can do, i can make, i can come, can do, im available, i am available, im free, i am free, puedo, estoy disponible, estoy libre',
  ),
  none: [
    ...NONES,
    ...list(`
    none, none of these, none of those, none of them, none of these work, none of those work, none of them work, none of these work for me, none of those work for me, none of these times work, none of those times work, none of these times work for me, none of those times work for me, none of the above, neither, neither works, neither work, nope, no thanks, no thank you, nah, none work, none work for me, none works, those dont work, these dont work, they dont work, those dont work for me, these dont work for me, those times dont work, these times dont work, i cant do any of those, i cant do any of these, i cant make any of those, i cant make any of these, cant do any of those, cant do any of these, cant make any of those, cant make any of these,
    ninguna, ninguno, ninguna me sirve, ninguno me sirve, ninguna me queda bien, ninguna me funciona, ninguna de esas, ninguno de esos, ninguna de estas, ninguna de esas me sirve, no gracias, no me sirve ninguna, no me sirve ninguno, no puedo ninguna, esas no me sirven, esos no me sirven, no puedo en esas horas, no puedo esos dias`),
  ],
  but: list('but, however, though, unless, pero, although'),
  and: list('and, y, nor, ni'),
  or: list('or, o, u, either'),
}

const ROLES = new Map<string, Set<WishRole>>()
const WORDS = new Set<string>()
let longest = 0
for (const [role, phrases] of Object.entries(PHRASES) as Array<[WishRole, string[]]>) {
  for (const phrase of phrases) {
    ROLES.set(phrase, (ROLES.get(phrase) ?? new Set()).add(role))
    const words = phrase.split(' ')
    for (const word of words) WORDS.add(word)
    longest = Math.max(longest, words.length)
  }
}

/** True for a word of any of these phrases. */
export const isWishWord = (word: string): boolean => WORDS.has(word)

/** The longest phrase at this token, in tokens, or null. */
export function wishPhrase(
  tokens: readonly Token[],
  at: number,
): { roles: ReadonlySet<WishRole>; length: number } | null {
  const words: string[] = []
  for (let next = at; words.length < longest; next += 1) {
    const word = wordAt(tokens, next)
    if (word === undefined) break
    words.push(word)
  }
  for (let length = words.length; length > 0; length -= 1) {
    const roles = ROLES.get(words.slice(0, length).join(' '))
    if (roles !== undefined) return { roles, length }
  }
  return null
}
