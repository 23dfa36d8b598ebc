import { combine, parts, words } from '../combine.ts'

/** What a word or phrase of a segment is, where the first tier would have to know the whole sentence. */
export type ItemKind =
  | 'reference'
  /** Accepts what follows it: "put me down for". */
  | 'take'
  /** The same, but only for days and times: "see you". */
  | 'take_when'
  /** Accepts what stands before it: "works". */
  | 'good'
  /** Accepts by itself, and what stands beside it. */
  | 'yes'
  | 'please'
  /** Turns down what stands beside it. */
  | 'refuse'
  /** May be about anything. */
  | 'no'
  | 'or'
  | 'and'
  /** "After", "hasta": what follows is the edge of a time, not a time. */
  | 'bound'
  /** "Friday off": a day on which nothing is to be. */
  | 'off'
  /** What was spoken of before: "that one". */
  | 'pointer'
  | 'link'
  /** Politeness, the words between, exclamations, names for whom one speaks to. */
  | 'plain'
  /** A word that has no meaning here. */
  | 'story'
  /** A sign that has none, or that means the opposite of the words beside it. */
  | 'odd'

type Spoken = Exclude<ItemKind, 'reference' | 'story' | 'odd'>

/** What the first tier does not know, or knows in another sense. Its phrases come first where they are longer. */
const PHRASES: Record<Spoken, string> = {
  take: `
    i suppose it will have to be, i suppose it will be, i guess it will have to be, i should love,
    i have to go with, have to go with, i gotta go with, gotta go with, i have to take, i gotta take, i like,
    we like, block off, block out, block, hold, save, keep, me gusta, echeme, echame, mandeme, mandame,
    la unica que puedo es, la unica que me queda es, el unico que puedo es, el unico dia que puedo es,
    el unico dia que puedo, la que me queda es, el que me queda es, la mejor es, the only one i can do is,
    the only day i can do is, the only one that works is, only one that works is, the only day that works is,
    only day that works is, only day i can do is, the best one is, best one is, best one for me is, best day is,
    best for me is, im gonna say, gonna say, id say, im going to say, ima say, imma say, pencil me in,
    pencil us in, pencil in, i can only do, i can only make, can only do, can only make, only can do,
    i could only do, solamente puedo, nada mas puedo, nomas puedo, want, put, lets say, lets just say,
    lets call it, quedamos, quedemos, quedamos en, quedamos para, run it, run it back, run me, lets run it,
    lets run, fs, slide me into, stick me in, stick me on, pop me in, plug me in, mark me, mark me down,
    write me in, write me down, fit me in, fit me in on, need, i need, we need, accepting, claim, i claim,
    dibs on, taking, im taking, were taking, ill try, imma try, im down for, down for, im in for, lo de,
    me quedo la, me quedo el, jalo, le caigo, les caigo, lets roll with, roll with, gimme, lock me in,
    lock it in for, put me, put us, put me in, put me down, throw me in, throw me on, throw me in for,
    squeeze me in, slide me in, i pick, were doing, im doing, we can swing, i can swing, can swing, we can do,
    i can do, i can make, yes on, ok to, its gonna be, gotta be, it has to be, has to be, it will have to be,
    thatll be, make it, lets make it, lets make that, hook me up with, settle on, vote for, im voting, im going for, going for, definitely,
    deff, def, for sure, quiero, kiero, queremos, escojo, agarro, cojo, me cojo, pillo, me apunto a, me apunto,
    me apunto para, nos quedamos con, tomo, tomamos, voy a agarrar, agarrame, agarreme, ponme, ponme en, ponme pa,
    pongame, pongame en, ponganme, ponganme en, ponganme para, ponganos, apuntame, apuntame pa, apunteme,
    apuntenme, apuntenme para, anotame, anotame pa, anoteme, anotenme, anotenme para, agendame, agendeme,
    agendenme, agendenme para, reservenme, aparteme, apartenme, denme, q sea, mejor, le entro a, va, vamos con,
    vamos a, vamonos con, voto por, prefiero, mandame para, asigneme, confirmame, confirmeme`,
  take_when: `
    puede, ella puede, el puede, puede ir, she can make, he can make, she can come, he can come, go, come, ill go,
    we will go, well go, can go, will be there, will come, ill be there, well be there, i will be there,
    we will be there, ill be over, ill come by, cya, catch you, catch u, i can be there, i would like to come in,
    ill stop in, ill swing by, ill drop by, i will stop in, ill pop in, count me in for, im there, nos vemos,
    le caigo, puedo, puedo el, tengo libre, descanso`,
  good: `
    final answer, my final answer, locked in, lock it in, ta bueno, ta buena, is my only free day, is my only day,
    is the only day, is my only day off, is my only option, is the only one, is the only one i can make,
    is the only day i can, is the only day that works, is the only one that works, is right for me, no problem,
    fs, fr, frfr, fosho, gang, ftw, w, nicely, suit, will suit, will suit me, will do nicely, gets my vote,
    gets it, takes it, for sure, fo sho, any day, is a yes from me, por fin, sin falta, me encanta,
    me acomoda mas, works, wrks, workz, worx, would wrk, fits, suits, does it, does the trick, is it, it is,
    the one, is a go, for the win, is gud, gud, good, goood, great, gr8, fine, perfect, perf, perfectly,
    perfection, ok, okay, okey, k, kk, best, better, ideal, awesome, cool, alright, fav, fave, favorite,
    favourite, preferred, preferable, lovely, wonderful, excellent, amazing, fantastic, doable, convenient,
    easier, easiest, bet, dope, lit, clutch, sounds good, slaps, wins, is what i need, all day, all the way,
    is a yes, deal, sold, is golden, is gold, is right, is a winner, winner, is ours, is mine, we can do,
    i can do, i can make, i pick, for me please, sounds like a plan, please and thank you, me queda,
    me queda bien, me viene bien, me viene, me va, me va bien, me sirve, sirve, me funciona, funciona,
    me conviene, me acomoda, me late, me parece, jala, si jala, me jala, cuadra, me cuadra, me encaja, esta bien,
    ta bien, esta bn, ta bn, bien, bn, perfecto, perfecta, perfe, genial, excelente, buenisimo, buenisima,
    de maravilla, super, bueno, buena, mejor, vale, va, dale, sale, de lujo, chevere, chido, chida, suave, joya,
    de una, al cien, perfectamente, estupendo, estupenda, fenomenal, puedo, quiero, prefiero, cojo, agarro,
    escojo, tomo, nos vemos, esa quiero, la quiero, lo quiero, lo tomo, la tomo, esta perfecto, esta super`,
  yes: `
    accepted, agreed, approved, accepting, ill take what you have, ill take what you got, ill take what youve got,
    i will take what you have, i will take what youve got, ill take what i can get, id be delighted, i would be delighted, i would be glad to, please book,
    please reserve, please schedule, kindly book, kindly reserve, confirmo mi asistencia, confirmo asistencia,
    calendar it, please calendar it, put it on the calendar, well be there, i can be there, we can be there,
    we will be there, certainly, indeed, thatll do, that will do, hold it for me, save it for me, keep it for me,
    va que va, va q va, con gusto, con mucho gusto, encantada, encantado, me encanta, im there,
    ill be there for sure, yuh, yeh, yahh, ye, yis, fosho, fo sho, fs, for sure, def, deff, definitely, run it,
    slay, cool beans, absolutamente, ok, okay, okey, k, kk, yas, yess, yesss, yessir, ya, totally, ofc, oc, im in,
    im down, down, lock it in, lets go, bet, bet bet, say less, aight, ight, alrighty, okey dokey, okie dokie,
    okie, righto, roger, roger that, got it, affirmative, ten four, ill be there, i will be there, works,
    works for me, that works, itll do, sounds good, sounds great, sounds like a plan, good with me, fine by me,
    deal, sold, its a date, please do, go ahead, go for it, hit it, hell yes, heck yes, hell yeah, heck yeah, 100,
    do it, sii, siii, sip, sep, simon, clarines, claro q si, pues si, dale, dale pues, sale, sale vale, sale pues,
    orale, va, vale, venga, arre, arres, fierro, hecho, cuenta conmigo, cuenten conmigo, apuntame, apunteme,
    apuntenme, anotame, anoteme, anotenme, agendame, agendeme, agendenme, aparteme, confirmo, tomala, la tomo,
    lo tomo, la quiero, lo quiero, ponme, pongame, ponganme, me apunto, acepto, la acepto, me sirve, me queda,
    me queda bien, me va bien, me viene bien, esta bien, perfecto, de una, listo, obvio, ok si, me parece,
    me parece bien, jalo`,
  please: `
    x fav, por fav, xfav, please, pls, plz, plss, plzz, plse, plesae, pleas, plead, pleaase, pretty please,
    por favor, porfa, porfavor, porfis, porfi, xfa, xfavor, x favor, x fa, pf, pfv, pofavor, por fa, si us plau,
    pliz, plis`,
  refuse: `
    no quiero esperar al, no quiero esperar hasta, no quiero esperar hasta el,
    i wanted, wanted, i was gonna take, i was going to take, i would have liked, queria, me queda mal,
    me viene mal, me va mal, me cae mal, me queda lejos, me queda dificil, mal, esta dificil, dificil, complicado,
    esta complicado, pesado, is tough, is hard, is rough, tough, rough, is difficult, sucks for me, wont fly,
    conflicts with, neither will, neither does, neither is, neither do, nor, forget, skip, no to, nix,
    scratch out, nope on, nope to, pass on, no on, cant, cannot, can not, couldnt, are out, are bad, is a no,
    are a no, is a no go, no go, no bueno, sucks, is impossible, impossible, imposible, wont do, doesnt, dont,
    wont, isnt, arent, aint, conflicts, im busy, i am busy, im not free, not free, unavailable, not available,
    is busy, booked, im booked, im at work, i work, i have work, im working, trabajo, tengo trabajo,
    estoy ocupada, estoy ocupado, am busy, no podemos, no podria, no me quedan, no me va, no me viene, no me late,
    ni, no el, no la, olvida, olvide, nada de`,
  no: `
    never, nor, without, nobody, noone, hardly, barely, unable, unfortunately, hate, hates, nunca, jamas, tampoco,
    ningun, nadie, sin, lamentablemente, negative, refuse, negativo`,
  or: 'u otra, versus, vs',
  and: 'and, y, n, e, plus',
  bound: `
    before, after, until, till, til, from, by, past, since, around, about, between, through, thru, starting,
    later than, earlier than, no later than, antes de, antes del, antes, despues de, despues del, despues, hasta,
    hasta las, hasta el, desde, desde las, a partir de, entre, como a las, como a la, tipo`,
  off: 'im off, i am off, off, out of, away, is my day off, day off, off work, libre',
  pointer: `
    that, that one, that time, that day, that slot, it, this one, then, esa, ese, eso, esa hora, ese dia,
    esa misma, ese mismo, la misma, esa mera, ese mero, thats one, thats the one, that is the one,
    thatll be the one, that works, that one works, that one please`,
  link: `
    w, for, at the, with the, to, to the, in, of, pa, pa el, pa la, pal, por, con los, number, numero, time slot,
    el de, la de, los de, lo de, down for, in for, a primera hora, first thing, bright and early, ese dia, date,
    day, lugar, espacio, doctor, dr, dra, doctora, sharp, on the dot, en punto, exactly, next week, of next week,
    la proxima semana, la semana que viene, de la proxima semana, de la semana que viene, que tengan, que haya,
    tempranito, temprano, that`,
  plain: `
    no worries, and the staff, the staff, everyone there, and everyone, soy la mama, soy el papa, her mom,
    his mom, her dad, his dad, if it is not too much trouble, if it isnt too much trouble, if its no trouble,
    no hay problema, sin problema, ningun problema, no problem, no prob, dont wanna miss, dont want to miss,
    cant miss, i dont wanna miss, i dont want to miss, i cant miss, cant afford to miss, i dont miss,
    no quiero faltar, no puedo faltar, no quiero perder, lady, let me see, let me see now, lets see now,
    ur the best, youre the best, you are the best, u r the best, yall are the best, the best, ur awesome,
    youre awesome, youre so kind, so kind, u rock, you rock, appreciate u, means a lot, great job,
    happy thanksgiving, merry christmas, happy holidays, happy new year, congrats, bless, amen, same to you,
    you too, u too, que dios te bendiga, que amable, muy amables, son los mejores, feliz navidad, feliz dia,
    igualmente, te agradezco, que linda, que lindo, q amable, q dios, cant wait, cant wait to see, cannot wait,
    i dont want to wait, dont want to wait, i do not want to wait, i dont wanna wait, dont wanna wait,
    no quiero esperar, no quiero esperar mas, ya no aguanto,
    no aguanto, no aguanto mas, you dont want to know,
    u dont want to know, you dont wanna know, u dont wanna know, dont ask, dont even ask, dont get me started,
    pa mi, pa nosotros,
    looking forward to it, looking forward, down, esta, i believe, than the others, can take me, can drive me,
    can bring me, will take me, will drive me, lowkey, highkey, deadass, honestly, frankly, personally, literally,
    after all, noted, noted and, gotcha, copy, copy that, understood, enterada, enterado, entendido, heard, guay,
    andale, copiado, cuanto antes mejor, entre mas pronto mejor, mientras antes mejor, as to, than the other two,
    than the other ones, que los demas, que las demas, que los otros, que las otras, the sooner the better,
    sooner the better, the earlier the better, lo antes posible, cuanto antes, can you, can u, can ya, can yall,
    could you, could u, would you, would u, will you, you can, u can, ngl, tho, asap, gang, fam, bestie, bff,
    king, queen, chief, pal, buddy, friend, friends, my friend, my dear, my love, as, i, im, ill, we, you, u,
    your, ur, a, an, me, us, my, our, her, him, she, he, they, it, its, be, is, are, am, will, would, wud, then,
    just, really, very, much, lol, lolz, lmao, haha, hahaha, jaja, jajaja, jeje, omg, tgif, woo, whew, phew, wow,
    ooh, ah, umm, uh, okay so, only, yo, ola, honey, hun, hon, sweetie, sweetheart, luv, darling, sugar pie, babe,
    bro, bruh, bruv, dude, man, girl, sis, boss, miss, mister, mami, mamita, papi, mija, mijo, mi amor, amor,
    corazon, carino, guapa, guapo, reina, linda, jefa, jefe, joven, seno, doctora, compa, vato, wey, guey,
    hermano, hermana, nena, nene, amiga, amigo, hija, hijo, vecina, if you please, if u please, if i may,
    if thats ok, if thats okay, if that is ok, if thats alright, if its ok, if its okay, if still available,
    if you dont mind, if u dont mind, if thats ok with you, if its not too much trouble, si no es molestia,
    si es posible, si todavia esta, i think, i do think, tyvm, kindly, sincerely, blessings, god bless you,
    god bless u, bless you, my bad, apologies, good day, morning, mornin, evening all, wonderful, lets see,
    lets see here, mi, mio, que, q, pues, es, seria, sea, se, te, le, nos, ya, muy, mas, tan, super, solo,
    nada mas, nomas, namas, ahorita, hoy si, si dios quiere, primero dios, dios mediante, god willing,
    lord willing, muchas gracia, un saludo, un abrazo, bendicion, disculpa, perdona, oye, oiga, mire, mira,
    entonces, ent, ps, pos, ay, bueno, para mi, a mi, conmigo, for me, for us, with me, by me, by us, to me, 4 me,
    4 us, for her, for him, all, here, there, que dios la bendiga, q dios la bendiga, dios los bendiga,
    dios te bendiga, u guys, you guys, yall got, you got, u got, you have, u have, that you have, u got so, mr,
    mrs, ms`,
}

/** "Me queda muy bien", "nos cuadra": before what it accepts and behind it. */
const SUITS = combine(
  ['me', 'nos', 'a mi me'],
  words('queda viene va sirve funciona conviene acomoda cuadra late encaja cae jala gusta parece'),
  ['', 'muy', 'mas', 'super', 'mucho'],
  ['', ...words('bien mejor perfecto perfecta genial bueno excelente chevere'), 'de maravilla', 'al pelo'],
)

const SENSES = new Map<string, Spoken[]>()
for (const [kind, list] of Object.entries(PHRASES) as [Spoken, string][]) {
  for (const phrase of list.split(/[,\n]/).map((each) => each.trim())) {
    if (phrase !== '') SENSES.set(phrase, [...(SENSES.get(phrase) ?? []), kind])
  }
}
for (const phrase of SUITS) SENSES.set(phrase, ['take', 'good', 'yes'])

/** "Ahí estoy", "allá nos vemos". */
const BE_THERE = combine(words('ahi alli alla aqui'), [
  ...words('estoy estare estaremos estamos ando andaremos voy llego llegare'),
  ...['voy a estar', 'nos vemos', 'los veo', 'las veo', 'la veo', 'te veo', 'le caigo', 'les caigo'],
])
for (const phrase of BE_THERE) SENSES.set(phrase, ['take_when', 'good', 'yes'])

/** "She can make it", "I can swing that": of what was offered. */
const CAN_MAKE_IT = combine(words('i we she he'), ['can', 'will'], words('make do swing manage'), [
  'it',
  'that',
  'that one',
  'that time',
  'that day',
])
for (const phrase of CAN_MAKE_IT) SENSES.set(phrase, ['yes'])

/** "I confirm the appointment", "I would be pleased to accept": of the only one that was offered. */
const ACCEPT_IT = [
  ...combine(
    ['i', 'we', 'please', 'i would like to', 'id like to', 'ill', 'i will'],
    words('accept book reserve schedule take'),
    ['the', 'this', 'that'],
    words('appointment appt time slot offer'),
  ),
  ...combine(
    ['i', 'we', 'please', 'i would like to', 'id like to', 'ill', 'i will'],
    ['confirm'],
    ['the', 'this', 'that'],
    words('appointment appt slot'),
  ),
  ...combine(
    ['i would be', 'i should be', 'id be', 'i am', 'im', 'i will be'],
    words('pleased happy glad delighted'),
    ['to'],
    words('accept attend come'),
  ),
]
/** "Friday looks like the winner". */
const LOOKS_LIKE = combine(
  words('looks sounds seems'),
  ['like'],
  ['the winner', 'a winner', 'the one', 'the best one', 'my best bet', 'the best option', 'my day'],
)
for (const phrase of LOOKS_LIKE) SENSES.set(phrase, ['good'])
/** "Lock that in", "please reserve it". */
const DO_THAT = [
  ...combine(words('lock put pencil book write set'), ['it', 'that', 'this', 'me'], ['in', 'down']),
  ...combine(['', 'please', 'kindly'], words('book reserve schedule confirm'), ['it', 'that']),
]
for (const phrase of DO_THAT) SENSES.set(phrase, ['yes'])
for (const phrase of ACCEPT_IT) SENSES.set(phrase, ['yes'])

/** "Me lo apunto", "me la quedo". */
const I_KEEP_IT = combine(
  ['me', 'nos'],
  ['la', 'lo'],
  words('quedo quedamos apunto apuntamos reservo agarro'),
)
for (const phrase of I_KEEP_IT) SENSES.set(phrase, ['yes'])
const MAKE_IT_WORK = combine(['ill', 'i will', 'i can', 'well', 'we will', 'we can'], ['make it work'])
for (const phrase of MAKE_IT_WORK) SENSES.set(phrase, ['yes'])

/** "I don't want to wait till Friday" turns Friday down; "till the end of the week" says why the sooner one is taken. */
const WAIT_TILL = combine(
  ['', 'i', 'we'],
  ['dont want to wait', 'do not want to wait', 'dont wanna wait'],
  words('till til until for'),
)
for (const phrase of WAIT_TILL) SENSES.set(phrase, ['refuse'])
const LONG_AHEAD = parts(
  'the end of the week | the end of the month | next week | next month | that long | january',
)
for (const phrase of combine(WAIT_TILL, LONG_AHEAD)) SENSES.set(phrase, ['plain'])

/** "Which leaves Friday": what is left is taken. */
const LEAVES = combine(
  ['that', 'which', 'so that', 'this'],
  ['', 'only', 'just'],
  ['leaves'],
  ['', 'me', 'us', 'me with', 'us with', 'only'],
)
for (const phrase of LEAVES) SENSES.set(phrase, ['take'])
const LONGEST = Math.max(...[...SENSES.keys()].map((phrase) => phrase.split(' ').length))

/** The longest phrase at the start of `words` with all that it may be, or null. */
export function longestSpoken(
  words: readonly string[],
): { senses: readonly Spoken[]; length: number } | null {
  for (let length = Math.min(LONGEST, words.length); length > 0; length -= 1) {
    const senses = SENSES.get(words.slice(0, length).join(' '))
    if (senses !== undefined) return { senses, length }
  }
  return null
}
