import { texts } from '../fixtures.ts'

/** Choices that a clerk understands: relayed by somebody who says so, what is left, what was arranged, slips that are put right. */
export const CHOICES_OF_CLERKS = [
  {
    context: 'three',
    reply_number: 1,
    texts: texts(`
    This is Bob, Maria's husband. Maria would like the Tuesday one please
    | soy la nuera de doña Maria, ella prefiere el martes | lee please but friday is no good so the other one
    | I have work Wed and school Fri so the other one | the top one | earliest one you listed please
    | Tuesday is good. By the way tell Dr Lee my rash is better | 3. Sorry I meant 1, typing on my sons phone
    | el marts por la mañana | 1. How long does it take? my ride has to know
    | Tuesday, my cousin is off and can bring me | please sign me up for the tuesday slot!! my tooth cant wait
    | going with Tuesday, the sooner I get this over with the better | ok 1. do i need to fast
    | Tuesday please, I don't want to wait til Friday | el martes, no quiero esperar hasta el viernes
    | not friday, the other Lee slot | Tuesday is my day off. see you then`),
  },
  {
    context: 'three',
    reply_number: 2,
    texts: texts(`
    hi im writing for my grandma, she would like wednesday with dr patel
    | My wife asked me to tell you the second one works for her. This is her husband Carl
    | this is his aide Joy, he said wed is fine | not lee, the other one
    | id rather have the other doctor, not lee | martes y viernes trabajo, así que la otra
    | 2 please!! sorry for the late reply, my mother fell and its been a week
    | Wednesday please and let Dr. Patel know the cream worked | I clean houses in the mornings, so the 2:30
    | Tuesdays and Fridays I watch the grandkids, so Wednesday | el miercoles dos de diciembre a las dos y media
    | Weds afternoon w dr p | wendesday afternon works | la segunda. tengo que llevar mis medicinas?
    | I get dialysis T-Th-F so wednesday | deme la de la Dra. Patel, con ella me siento en confianza
    | Patel's slot please | #2, I dont do mornings
    | Let's make it the Wednesday. My knees are worse in the morning | I work Tue and Fri so the other one
    | not dr lee please, put me with the other doctor`),
  },
  {
    context: 'three',
    reply_number: 3,
    texts: texts(`
    Mom can't text, she wants the Friday | mi papa dice que el viernes, yo le ayudo con el telefono, soy su hija
    | Answering for my aunt, she'd like number 3 | first two are out so the last one it is
    | give me the latest date on your list | bottom choice please, my truck is in the shop till thursday
    | 3 sorry its so late just got off work
    | la del viernes, y dígale al doctor Lee que las pastillas me sirvieron | 2- sorry 3, my finger slipped
    | friday the 4th of december at nine | viernes cuatro de diciembre | fridya 9am pls
    | Friday. Do I bring my pill bottles? | number 3, and is there wheelchair access?
    | I'm a night nurse so the 9am Friday is perfect, I'll come straight from work
    | third one. my phone keeps autocorrecting lol | friday looks like the winner
    | lee but not the tuesday one, the later one | ni la 1 ni la 2, mejor la 3 | I'll take the friday even though it is early`),
  },
  {
    context: 'one',
    reply_number: 1,
    texts: texts(`
    yes. my neighbor is driving me | that's fine, already told my boss | Works! I asked off already
    | sí, ya conseguí quien me lleve | claro, ese dia descanso
    | está bien señorita, allá nos vemos si Dios quiere | This is her son, she says yes
    | I'll be there. Thank you for finding me something | Yes 10:15 tuesday with Lee. Do I need a referral?
    | yes, my daughter is driving me | sí, ya tengo quien me lleve`),
  },
] as const

/** Near to those, of one of three times: nothing may be booked. */
export const NEAR_CLERKS_OF_THREE = texts(`
    Pónganme la última si para entonces ya me pagaron
    | Texting for my dad. He says he has to think about Tuesday | this is Linda's husband, she says 1 but I say 3
    | Texting for my mom, my brother says Friday | Soy la hija, mi hermano dice que el martes
    | This is Marge's husband, she passed away Tuesday | mom says tuesday | my mom says friday works
    | my husband says friday, im his wife and i say no
    | im her daughter, mom wants to know if friday is still open
    | This is her son. She says Friday if her aide can come | texting for my dad, he says friday or wednesday
    | This is Rosa's daughter, she says she can't do Friday
    | le escribo de parte de mi mama, dice que no sabe si el viernes
    | soy el esposo de Ana, ella quiere saber si hay el viernes
    | this is dave's wife he says friday is fine but i have the car that day
    | she doesnt text. my dad says friday | writing for my mom and my dad, she wants 1 he wants 3
    | This is Tom's mom, his dad says Wednesday | Answering for my sister: she says her kid needs the Friday
    | it's my husband's birthday tuesday | not lee, the other week | not friday, the other dr
    | not friday, the other one | not tuesday with lee, the other doctor
    | lee but not the tuesday, the earlier one | con lee pero no el martes, la otra semana
    | not wednesday, the other lee one | Wednesday and Friday my son can drive me so the other one
    | I have a ride Wednesday and Friday so the other one
    | Wednesday I have dialysis and Friday I have dialysis so the other one is for my sister
    | not dr lee, is there another doctor | not friday, not the other one either
    | I have Wednesday and Friday off so the other one | mornings are out, the other one
    | not patel, the other doctor | lee but not tuesday and not friday, the other one
    | Wednesday I have dialysis and Friday I might have dialysis so the other one
    | not tuesday, and friday is hard, the other one i guess
    | tuesday and wednesday i work, the other one i dont know | ni martes ni viernes, la otra tampoco
    | la 3, ahi vemos | la 3, luego vemos | 3, ya veremos | mi esposo dice la 1, yo mejor la 3
    | el viernes, despues le confirmo | friday for now, well see | 2, we'll see how it goes
    | la 2, ya le digo bien luego | Friday even though I work mornings | friday even though i cant
    | 2 even tho its a bad day for me | the last date you have is too soon
    | my second choice on monday would be better | tuesday was bad last time, patel please no lee
    | the afternoon bus is at 2:30 | I take the 2:30 bus on wednesday | I'll be on the 9:00 train friday
    | im off fridays | im off fridays so not that one | not off fridays so that one is out
    | my mom is off fridays, maybe that one | friday it rains | the friday it is too early
    | friday it hurts more | call me on friday it | I would have to switch with a coworker for friday
    | can i switch with a coworker and do friday | tell dr lee the pills arent working, friday
    | please tell Dr. Lee friday is better | friday, tell dr lee the cough is gone so i dont need it
    | quiero cambiar el horario, viernes | me cambiaron el horario de la cita, era viernes
    | I dont want to wait till Friday | no quiero esperar al viernes
    | tuesday, i dont want to wait for friday maybe | second choice would be friday
    | the last one on there was full | lee was rude last time so friday is out | el martes en el trabajo
    | so friday it then no | thats it friday it | el viernes esta bien pa mi novio
    | no quiero esperar hasta el viernes | I don't want to wait until Friday | tuesday dr k
    | ni la 1 ni la 2, la 3 tampoco | ni la 1 ni la 2 ni la 3 | ni la 1 ni la 3, 2 hijos tengo
    | friday is my day off, see you then maybe | tuesday and friday are my days off, see u then
    | neither 1 nor 2, 3 kids at home | 3. do you take walk-ins instead? | 2. should i stop by earlier?
    | 2, is there a place to reschedule? | 2. do I come to the same office or the other one?
    | friday. how long is the appointment on wednesday? | 1. how long is the wait for something sooner?
    | 3. should i keep my other appointment? | 2. should i skip the wednesday and do friday?
    | la 2. aceptan cambios? | la 3, aceptan a mi hijo tambien? | do i need to pick 1 | do i need to come friday
    | do i have to do 2 | should i do 3 | ok 1 sec | ok 3 kids here | 1, can i bring my son to be seen?
    | friday. should i hold the spot? | 1 no wait 2 | 2 no 3 no wait | 1 wait no 2 no 3 sorry fat thumbs
    | sorry fat thumbs | 1. sorry wrong number | la 3 no, me confundi | me equivoque, era la 2 o la 3
    | 2. oops typo | i hit the wrong button 2 | el 2 no, me equivoque de numero, no soy maria
    | 1 no 4 sorry typo | tuesday no thursday sorry typo | 2 was the wrong one | no wait 2 or 3 fat thumbs
    | This is Bob, Ruth's husband. Ruth would like the Tuesday one please | soy la nuera de doña Berta, ella prefiere el martes
    | Writing for my aunt Joan. She wants the Friday one | Mi esposa Lupe dice que el martes, yo le contesto porque anda manejando
    | la 1 no la 1, me equivoque | This is Bob, Ruth's husband. Ruth would like to think about Tuesday
    | this is Ruth's husband, Ruth passed, please stop with tuesday
    | her daughter here. she had tuesday with lee last time | Texting for my mom. Friday I can't drive her
    | This is his wife. He says Tuesday, I don't think he can | Mom can't text, she wants the Friday off
    | soy su hija, ella quiere la del viernes si hay camion | Texting for my boss, he wants the Friday report
    | this is Tom's brother, he says hi. friday works for me
    | Answering for my wife: Friday she is at her mother's
    | Im his daughter, dad says wednesday but he says that about everything
    | my neighbor says friday is good, she doesnt drive
    | le escribo de parte de mi abuelo, dice que el martes lo operan | his wife here. he wants wednesday moved
    | lee but not friday, the later one | not patel so the other one | the other lee one
    | not 2, the other one with lee | con patel no, la otra
    | Tuesday I work and Wednesday I work so the other one is out too
    | Tuesday and Wednesday I have off so the other one no | mornings are out so the one thats left is too late
    | tuesday I have my ride and wednesday I have my ride so the other one
    | the first two are out so the last one i guess | Friday is my day off, see you then unless it snows
    | im off wednesdays, so that one if its before noon | friday, my son drives me nuts
    | friday, my son drives me if he gets the car | tuesday, my cousin is off his meds and can bring me trouble
    | tuesday, my son is off at war | 2. wrong number | 1 wait 2? wrong key
    | la 1 no, es la 2 o la 3, me confundi | 2 no perdon 5 me equivoque
    | friday even though tuesday is closer, or maybe tuesday | 2 even though i asked for friday
    | the 2:30 bus is late so 9 | i take the 9:00 class friday | tell dr lee friday is fine
    | tell doctor patel the pills work, wednesday is my refill | 3. do you take cancellations?
    | 2. should i stop waiting and take wednesday? | friday, is there parking or should i do 2?
    | 1. do i bring my husband in for his too? | tuesday is good but how long does it take because i work at 11
    | I dont want to wait till next week | i don't want to wait until wednesday, friday
    | no quiero esperar hasta el viernes, la otra | ni el 1 ni el 2 | ni la 1 ni la 2, la 3 quien sabe
    | the last date on your list is my birthday | top choice was always lee
    | second choice on the list is gone right | friday dr p | wed with dr k | dr l is a jerk
    | friday looks like the worst | friday looks like rain | tuesday looks like the one day i work
    | I was hoping for sooner but thats life | i switched with a coworker so now friday is out
    | had to swap with my sister, she takes tuesday | Friday then Wednesday then Tuesday
    | wed im in court, friday then maybe | tuesday the third | friday the first of december
    | friday the 4th of january | lets make it never | lets make it the wednesday after
    | going with the sooner the better | ok 1 thing before i choose | ok 3 is what my pain is | ok 1 down
    | k 3 more weeks | ok 3 it hurts | did tuesday not friday it | so tuesday it was
    | i thought we said friday it | wed i have court, thursday then | if its friday then | 2 then 3
    | back then friday | wednesday then home | number 2 was my final answer on the quiz
    | yes that is fine for tuesday or friday | not tuesday, is there parking
    | anything friday, do you take medicaid? | friday? do you take medicaid | maybe 2, do i need to fast?
    | do you take medicaid? if so 3 | 3 if you take medicaid | 2, unless i have to fast?
    | is there someplace to wait on friday | how long does it take, friday i have an hour
    | la 3, toman tarjeta? si no no voy | should i stop my meds before friday
    | lee even though i asked for patel on wed | the earliest day even though tuesday is hard
    | friday even though its the worst time | even though 2 is better | friday the fourth of july
    | tell Dr. Lee I picked friday for the funeral | Estimada doctora, el viernes me operan
    | atentamente, viernes negro | sorry fat fingers i meant to text my son 2 | 2 sorry 2 wrong key
    | i misread it, the 3 i picked is friday right | the bottom one on there looks like a typo
    | this is lindas husband she is in the hospital 2 days now | this is marges daughter, she is 2 blocks away
    | texting for my dad hes 93 and likes fridays | hi im her aide. she had 2 falls
    | writing for my sister. number 3 is her daughter | Dad says 3 pills a day, he cant text
    | she cant text. tuesday her line is dead | im his wife and he says 2 more days
    | le escribo por mi mama, dice que le duele desde el martes
    | soy el esposo de Carmen, ella salio el miercoles
    | yo le contesto porque ella anda trabajando hasta el viernes
    | soy la hija, ella dice que el dr lee es el mejor | this is her son, she wants dr lee
    | this is Ruths husband. Ruth picked 2 last time | my wife asked me to text you about friday
    | her husband here she says 3 is too early | dad's asking for friday off, im his son
    | hubby asked me to tell you 2 things`)

/** Near to those, of the only time. */
export const NEAR_CLERKS_OF_ONE = texts(`
    Tuesday... that's trash day and my son's early dismissal | tuesday, thats game day
    | this is his wife, he says yes but I need to check his shifts
    | My daughter answers these for me, she says yes to everything. I have not looked yet.
    | soy su esposa, dice que a lo mejor | texting for my mom, she says she would if it wasnt so early
    | this is Tom's mom, he says no | im his sister, he died in March | soy la hija, ella no la quiere
    | Texting for my brother, he says whatever | this is Dana's wife, she says yes, unless they move her shift
    | soy el esposo de Ana, dice que si pero yo no la puedo llevar | yes my son can drive me crazy
    | si, mi hijo no me lleva | ok, nobody can drive me | yes been waiting on hold
    | yes been waiting since 9 for someone to call | esta bien, pero no pedi permiso | ok i just got off work
    | ok. who can drive me | yes, my son can drive me but he has to ask | ok, told my boss you'd call
    | si, ya consegui quien me lleve a otro doctor | ok. already told my boss no
    | yes that is perfect, for my wife | yes that is perfect, said nobody
    | YES YES YES been waiting for you to fix my bill | yes been waiting an hour in your lobby
    | I can make that, had to ask you though | ill take what you have for january
    | i was hoping for sooner but ill look elsewhere | this is her son, she says yes to everything, ask again
    | this is her daughter. she said yes last time and forgot | soy su hijo, la quiere mucho | ok, asked my boss
    | fine, rearranged my shift for nothing | that's fine, already told my boss i quit | I can't, wait yes I can
    | esa no es mi hora | ese dia no se | Perfect, my shift doesn't start till 2 in the morning
    | sounds good. do i come friday? | yes. should i come before 10? | yes. how long until something sooner?`)
