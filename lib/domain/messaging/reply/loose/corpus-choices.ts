import { texts } from '../fixtures.ts'

/** Choices of which the first tier does not know every word. All are read against the offers of the evaluation. */
export const LOOSE_CHOICES = [
  {
    context: 'three',
    reply_number: 1,
    texts: texts(`
    won please | Tuesday. I have physical therapy on wednesday. | #1 works best w my schedule
    | tues is the only day i got the car so tues | 1 is great!!! finally | I pick number one | NUMBER 1 | 1.
    | Dr. Lee on Tuesday please | tue 10:15 gang | 10 15 on tues is gr8 thx | el martes primero
    | el 1 de diciembre pues | la primera | el martes esta perfecto, gracias a dios
    | martes a las diez y cuarto vale | el martes 1 me queda bien xq descanso | apuntame pal martes
    | me queda mejor el martes porque los demas dias trabajo
    | no puedo ni el miercoles ni el viernes, entonces el martes | yo voy el martes | lemme get that tuesday
    | gimme tues | Tuesday 12/1 1015a | 12/1 | Hi, sorry I missed your call. Tuesday works great! | got it, 1
    | 1 for sure | 1st pls | Tuesdy at 10:15 is perfct | I choose 1 bc i wanna get it over with
    | sooner the better so tuesday | earliest one please | martes porfi | martes a las 10:15 confirmado
    | quedamos el martes | el martes alli estaremos | uno | la uno | el martes, los demas no puedo
    | martes x la mañana | yes el martes esta good | the martes one please | ok el martes, mi esposo me lleva
    | Póngame el martes por favor señorita | agéndame martes | ten fifteen is good
    | quarter past ten on tuesday would be fine | earliest is best. 1 | asap so 1 | 1! cant wait | option 1 💃💃
    | 1 plz i need to get this knee looked at | #1 please. see you guys soon | 1 is good for maria | option won
    | I want won | number one comma thank you | dec 1st would be great thank u for squeezing me in
    | first of december | next week tuesday is good | la 1 por fa | la primera que tengan
    | el martes primero de diciembre | martes 10:15 ta bueno | oye ponme el martes va | pa mi el martes
    | la 1 pls | option 1 porfa | quiero la opcion 1 xfa | si la 1 | la 1 si | not the 2nd or the 4th. The 1st
    | the first won please | ten fifteen | 10 fifteen tuesday | tuesday the first | dec 1
    | Dec 1 please and thank you | Tuesday would be lovely as my grandson can bring me
    | 1 is perf bc i dont have to miss school | the tues one w lee | yes tuesday | yes the first one | ok 1
    | ok tuesday | la 1 ps | el martes jefa | echeme el martes | mandeme la 1 | aparteme la 1
    | anoteme la primera | Me interesa la primera | La uno porfavor
    | Put me down for Tuesday. My grandson drives and he is free then. | that tuesday slot is mine
    | first one. my shift is nights so mornings r good | el martes, que ese dia descanso
    | 1, im off that day | 1 cuz i get paid monday | uno. quise decir la uno | tues 10:15 yall
    | lets go w option 1 | Dec 1st it is | the 10:15 please and God bless | yes the first, thank you kindly
    | i choose the first one because is near my work | lock me in tues`),
  },
  {
    context: 'three',
    reply_number: 2,
    texts: texts(`
    2 fs | number to please | the Pattel one pls | dr. patal works for me | wed bc thats when i have the car
    | wed cuz im off | 2!! my fav doc | Option B... I mean 2
    | we'll take the wednesday slot with Dr Patel, thanks so much for getting us in | december second
    | The second of December will suit me nicely | wednesday afternoon suits us fine thank you
    | lets do 2:30 so i can come after lunch | 3 wont work, neither will 1, ill take 2
    | my kids have school in the morning so the afternoon one works better | 2 thanks hun
    | hey so sorry for the late reply been crazy at work. wed the 2nd is good | sorry my phone died. 2 pls
    | cojo la 2 | la 2 mejor | la segunda esta bien, gracias mija | yo quiero la del miercoles
    | el miercoles q salgo temprano | miercoles porque ese dia no trabajo | pues la dos | la numero dos porfavor
    | mejor el miercoles con la doctora Patel | a las 2 y media me viene perfecto
    | hi its marias mom 2:30 wed is good she doesnt have practice that day | number 2 is good. tell the girls hi
    | I believe Wednesday the second would suit me best. Yours, Maria | WED AT 230 WORKS | wednsday pls
    | wenesday 230 | weds pm | 2.30 wed | Patel | I want Dr Patel | the 2nd works for me | 2nd of dec works
    | 2plz | 2pls ty | 2.thanks | 2,ty | wednesdayyy | wed 💯 | 👉2 | 2 👍🏽👍🏽 | 2 ❤️
    | wed works better than the others | I can't make Tuesday morning or Friday. Wednesday works.
    | el miércoles por la tarde | miercole | la de la tarde | la de la doctora patel | opcion dos | 2 x favor
    | el 2 porfa | me va bien la segunda | the 230 one | 230 works | wed the 2nd @ 230 | 2:30pm w patel
    | two thirty wednesday works for me | half past two please | 2 and thank u for the help
    | 2 is perfect cause im off at 1 | number 2 my good sir | i'm gonna say 2 | 2 its the only one i can make
    | 2 is the one that works | 2... final answer | 2 final answer lol | ok so talked to my boss and 2 is good
    | checked my calendar. 2 | my wife checked and 2 works | we talked it over and number 2 it is
    | after work would be best so 2 | afternoons are better so 2 | number too | option to please
    | ill do number to thank you | i need the afternoon one | the wed one is fine | Dr Patels one | la 2 mami
    | pongame en la 2 | la de las 2:30 | la de las dos y media esta bien | a las 2:30 esta bien
    | quiero la 2 por favor mi amor | la numero 2 me queda | me quedo con la 2
    | la 2 porque trabajo en la manana | la 2 pq salgo a la 1 | mejor la 2 | entonces la 2 | seria la 2
    | ok entonces el 2 de diciembre | 2 de dic | miercoles 2 | el miercoles 2 a las 2:30 | forget 1, make it 2
    | 2 x fav | put me 2 | 2 dale | dale la 2 | la 2 me queda | 2 sounds good | Pattel | pattel please
    | the Pattel one | wed w pattel | two thirty | wed 2 30 | the 2nd at 2:30 | 1... no make that 2 | *2
    | my mom can bring me wednesday so that one
    | Well let me see now, Tuesday I have my hair and Friday my daughter visits. Wednesday will do nicely.
    | 2 i dont wanna miss school | the pm one | 2nd one w patel pls n thx | la 1 no, la 2 si
    | el martes no puedo, el miercoles si | el miercoles si | la de Patel | la patel | wed porfa
    | dec 2 at 230pm, ill come straight from class | wed afternoon pls, i sleep till noon | gimme dat 2:30
    | 2 thx, hauling til tuesday night | Wednesday will be just fine, my neighbor will drive me
    | la segunda, salgo a la 1 | la del miercoles por fa, los demas dias ando en la obra
    | con la dra patel esta bien | el miercoles me acomoda, gracias | im free wednesday so that one please
    | number two, hearing is on friday | Not Tuesday, I have dialysis. Wednesday is good. | 2 2 2 | 2222. 2
    | wed @ half past two | option 2... cows are milked by then`),
  },
  {
    context: 'three',
    reply_number: 3,
    texts: texts(`
    friday bet | run it friday | fri works, mom can drive me
    | Hello this is Maria. I spoke with my daughter and Friday would be best as she can drive me. Thank you kindly.
    | 4th at 9 | def friday | friday for sure | friday all the way | the last one plz | 3 it is, see yall then
    | Let's make it Friday December 4th at 9 o'clock please and thank you | can u put me in friday
    | tuesdays no good, weds no good, fri ok | cant do tue or wed so fri | earliest i can do is friday so 3
    | 9am friday works, ill just go in late to work | i'm free friday
    | friday morning is perfect my shift starts at noon | Dr Lee on the 4th
    | My husband is off Fridays so friday it is
    | I go to church on Wednesdays and bingo Tuesdays so Friday please dear | la 3 porfis | me apunto al viernes
    | el viernes x fa | el ultimo | la ultima, la del viernes | la de las 9 | viernes a primera hora
    | i'll take el viernes | put me down pa el viernes | si, el viernes
    | hola buenas, soy la mama de maria, el viernes nos queda perfecto | viernes 9am sin falta
    | Le confirmo el viernes a las nueve. Saludos cordiales. | viernes nomas | she can do friday
    | Maria can make it friday | Maria will be there Friday at 9 | imma do friday | fri plz and ty
    | Friday the 4th will be just fine for us thank you and God bless you all
    | can't wait to see Dr Lee! friday please | its gotta be friday, im working the others | 12/4 9am works
    | three please and thank you | option three thanks | Three exclamation point | I'll go Friday
    | lets just say friday | OK FRIDAY 9AM DR LEE THANK YOU | friday works my daughter will bring me
    | hello friday at nine in the morning is fine by me. my phone is new so excuse the spelling | fridya pls
    | firday 9 | frieday | the friday one cause my boss is off that day 😂 | FRIDAY!!!!!
    | I'd prefer the Friday appointment as my son in law is able to take me that morning
    | We would be happy to come on Friday | I shall take the third one | Please put Maria down for Friday
    | please book maria gonzalez for friday 9am | the latest one | friday cuz tues and wed i have class
    | i have class tues n wed so fri | dame la del viernes | la tres porfa
    | viernes porfa q los otros dias trabajo | el viernes me cae bien | me cuadra el viernes
    | pa el viernes ta bien | viernes ta bn | el vierne a la 9 | vienres
    | Buenos días, prefiero el viernes 4 a las 9. Muchas gracias.
    | mi hija me puede llevar el viernes asi que esa | la tercera opción por favor | con el Dr Lee el viernes
    | 9 oclock friday is good for us | first thing friday | 9 sharp on friday
    | the 9am, i gotta be at work by noon | 9 am cuz i work at 11
    | option 3 because my car gets fixed on the 3rd | 3, i get off work at 7 that morning
    | morning is better for me so 3 | for maria gonzalez option 3 | this is maria gonzalez and i pick number 3
    | I will take appointment number 3 on Friday December 4 at 9:00 AM with Dr Lee. Thank you. | 3) Friday
    | 3: Fri, Dec 4, 9:00 AM with Dr. Lee | 3 friday 9 am dr lee yes | tree please | three comma please
    | next week friday works | Friday December fourth | fri dec 4 9 am confirmed | confirming friday | confirm 3
    | friday 👌🏼 | can u pencil me in fri | can i please have friday | could i get the friday one plz
    | would love friday | i'd love the friday slot | friday plsss | fri pleaseee | frida please
    | i will be there friday at 9 on the dot | friday at 9 lets gooo | yessss friday | YES PLEASE FRIDAY AT 9
    | i can only do friday | only friday works | friday is the only day that works for me
    | friday is my only free day | my only day off is friday so friday | they all work but friday is best
    | viernes 4 | el viernes 4 me parece bien | la 3 gracias doctora | la tres, viernes | a las 9 del viernes
    | el viernes a las 9 en punto | viernes a las 9 alla nos vemos | put me friday | so friday | friday is best
    | cojo el viernes | the third won | friday the fourth | the fourth at nine | sorry i meant friday
    | 3 not 2 sorry | hi can you put maria down for friday please this is her mother
    | This is Marias mother. Friday is good for her.
    | I get my hair done tuesdays and wednesday is church so i will take friday
    | I have a dentist appt on the 1st and work on the 2nd so it will have to be the 4th
    | Hello dear, the last one please if it is not too much trouble | I'm on nights mon-thu so friday morning
    | gotta drop kids at 8 so 9 on friday is perfect | 3 pls dont want to miss class | 3 i cant miss work
    | fri early | friday in the am | friday early morning 9 | el viernes sin problema
    | no hay problema el viernes | el viernes porque los otros dias no puedo | la unica que puedo es la 3
    | solo puedo el viernes | nomas puedo el viernes | el unico dia que puedo es el viernes
    | la del viernes es la que me queda | la 3 es la que mas me conviene | seria el viernes si es posible
    | el viernes me late | viernes arre | q sea el viernes
    | make it friday | fri 9 am, ill b up anyway from night shift | ok friday then
    | Friday, December 4th, at nine in the morning suits me. | no class fridays so friday
    | viernes a las nueve en punto, alla nos vemos | la tercera, es que los otros dias trabajo
    | me late la 3 | la ultima de la lista | put me down for the last one | Friday. Court is dark that day.`),
  },
  {
    context: 'one',
    reply_number: 1,
    texts: texts(`
    yessir | perfect i'll be there | that'll do | works for me! | sounds good to me | tuesday works
    | ok tuesday it is | yup im free then | Yes dear that will be fine, my neighbor can drive me | k see u tues
    | ill take it thx | fine | alright book me | yes maam | vale, ahi estare | claro, apuntame
    | si, me queda bien | sip | esta perfecto, gracias | ok me parece bien | si senorita, ahi estamos
    | va que va | Sure | ok book it | that time is perfect | 10:15 works | we'll be there | I can be there
    | that's fine with me | yes please and thank you | 👍 yes | y | Certainly. Thank you.
    | That would be lovely dear | tues is fine my shift starts at 2 | si perfecto gracias | ok el martes
    | si ahi nos vemos | dale mija | sip apuntala | esa esta bien | martes me queda al pelo
    | yes ma'am i will take it | yes pls i been waiting forever | lets do it, my mom can take me
    | not the best but ill take it | Accepted, thank you. | si, ese dia descanso | perfecto ahi llego
    | de acuerdo, confirmo mi asistencia | va, ahi le caigo | confirmed | we accept the tuesday appointment
    | I would be delighted. | yes that will suit, my son will drive me`),
  },
] as const
