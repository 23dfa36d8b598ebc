import { texts } from '../fixtures.ts'

/** Choices in the ways of many people: held keys, misheard words, blessings, names below, reasons, second thoughts, relatives who write. */
export const CHOICES_OF_CHARACTER = [
  {
    context: 'three',
    reply_number: 1,
    texts: texts(`
    Good morning. The Tuesday appointment would be fine for me, thank you kindly. Maria G.
    | put me in for the tenfifteen | the soonest of those pls its been bugging me for weeks
    | Maria says Tuesday the first at quarter past ten. this is her husband typing she sat on her glasses lol
    | not the afternoon and not friday so the other one | tuesday is find with me
    | Tuesday. gotta drop the kids at 830 so that leaves me plenty of time to get across town, friday at 9 would of been a mad dash
    | Ok so I looked at my calender and turns out my daughters recital thing got moved so I am actually free tuesday, go ahead and lock that in
    | Of the three I prefer the first. With kind regards, Maria Gonzalez
    | I had first thought of Friday, but on reflection Tuesday is better. Tuesday, please. Mrs. Gonzalez
    | Marias dad here... she says the first one 👍 | her mom can drive tuesday so lets do that one...
    | number 1... and can I get a note for her school after? | GOT INSPECTOR WED AND FRI. HAS TO BE 1
    | la primera mi vida gracias | cuanto antes mejor asi que el martes
    | Tuesday ten fifteen with doctor lead sounds good
    | I drop in Newark Monday night so Tuesday's the day for me go ahead
    | Per your message: Dec. 1, Dr. Lee. Noted and agreed. | tuesssday plese | dex 1 10 15 dr ler | bet tues it is
    | tuesday slaps fr put me down | tuesday morning esta bien chef | heard, la 1
    | umm so wed i have class and friday im driving to my sisters so yea id say the first
    | book the 1st of december for me pls n do u guys validate parking
    | my boss already gave me tuesday off so lets go with that one
    | el primero de diciembre esta bien senorita gracias
    | Buenos dias, mi comadre me presta el carro nada mas el martes asi que ese dia voy
    | vale me cojo la del dia 1 con la doctora lee
    | Dear Office, Tuesday the first of December suits me very well; thank you for asking.
    | Buen dia mi amor Dios la bendiga, anoteme para el martes con el doctor Lee
    | el 1 de diciembre a las 10 y cuarto, hecho | tuesdy pls babys asleep typing w one hand
    | martes a las 10.15 si, para entonces ya comio el gordo | I am prefer Tuesday morning, thank you
    | Affirmative on Tuesday 1015 | tuesday'll work
    | Good evening! I'd be most grateful for the Tuesday appointment. Yours, Maria Gonzalez
    | ima need that tuesday one | tues 10:15 say less | pa el martes ta bueno
    | me anota pa la primera porfa, gracias mi linda | quedamos el martes entonces, un saludo
    | El martes si Dios quiere alla estoy | ok el primero. gracias por la atencion
    | the tuesday slot with dr lee would be ideal | oops forgot to reply. 1 pls
    | so sorry for the delay, been in the hospital with my sister. Tuesday please.
    | ride set up for tuesday so im good to go w that one | Daughter can take me Tuesday. Please put me down.
    | teusday ten fiften`),
  },
  {
    context: 'three',
    reply_number: 2,
    texts: texts(`
    afternoon pls i dont function before noon lol | the one in the middle
    | id rather see dr patel, took such good care of my mom | hump day it is 🐪
    | Mornings are hard because of the bus. The one after lunch is better for me dear.
    | 1 no wait i have jury duty tuesday. make it 2 | Wednesday would be grate | id like the one thats not with lee
    | miercoles mi amor, que dios me la bendiga | 1430 weds. need to sleep first lol | dr patel 12/2 ok w me
    | Good morning. I should be delighted to see Dr. Patel on Wednesday afternoon. Sincerely, M. Gonzalez
    | WED 230 COPY | la numero do mi reina | afternon one she naps til 2 | 2 sory for late reply up all nite
    | Wednesday to thirty with doctor but tell | Not 1, not 3. The remaining slot, please.
    | Please proceed with Dr. Patel. Regards, M. Gonzalez | the wedneaday one withh dr oatel
    | seconnd one sorry parkinsns makes this hard | 2 cuz i am NOT waking up early lmao | ngl 2 😌
    | wait nvm not friday, weds w patel pls | la del wednesday, entro a la cocina a las 5
    | weds is my day off so esa mera | Wednesday!!! finally an afternoon appt thank u
    | half past two works i get out of school at 1:50 that day
    | WEDNESDAY THE SECOND AT TWO THIRTY IS FINE. SORRY FOR CAPS MY GRANDSON SET UP THIS PHONE
    | Maria's mom here. Could we do the Wednesday? She gets out early that day for teacher conferences and I can grab her right after lunch
    | sign me up for Dr Patel please and thank you | el miercoles me queda mejor, salgo del trabajo a la 1
    | pues mira las mananas las tengo fatal con el curro, asi que la de las 14:30
    | Disculpe que conteste hasta ahorita andaba en el super y no traia lentes. Pongame el miercoles con Patel
    | post nights so no mornings for me, the pm slot is the only one i can do awake. book that pls
    | Hi its Marias dad... Wednesday afternoon is best... so 2 | MARTES NO PUEDO ANDO EN LA OBRA, MEJOR LA 2
    | Mija yo por la manana tengo que darle la pastilla a mi esposo y esperar la muchacha que limpia y despues hacer la comida asi que mejor la de por la tarde, la de las 2 y media, gracias mi reina
    | yo quiero con la doctora patel la del miercoles bendiciones
    | el miercoles me viene genial, por la mañana tengo clase | la de Patel porfi que me queda despues de clase
    | Respected madam, Wednesday is okay for me. Regards Maria | wednesday is ok, i can come after my class finish
    | hiii can u put me in 4 wed thxxx | milking's done by noon so the 2:30'll do | wed'll be fine hon
    | I'm happy with the second of those, thank you | Wednesday please, my carpool doesn't run on the other days
    | bet put me in wed | deadass the afternoon one lol | estoy libre el miercoles asi que ese
    | la segunda, la de patel | Buenas, la del miercoles por la tarde por favor, Dios le pague
    | el dos de diciembre con el dr patel, confirmo | i choose dr patel's slot
    | Wed afternoon w/ Patel works for my schedule | im at work cant talk but 2 works
    | talked it over with the hubs and wednesday wins | hello this is maria gonzalez dob 3/4/61 i would like wednesday
    | Option two it shall be. | wensday at too thirty | secound one please | wedsday afternon`),
  },
  {
    context: 'three',
    reply_number: 3,
    texts: texts(`
    the later lee one | friday at 9 before work 👍 | nine is great ill come straight from my night shift
    | I'm in Philly til Thursday so the one on the 4th | Is it ok if my sister comes in with me? I'll take Friday.
    | Friiiiday | i need as long as possible to get my paperwork together so the latest date of those
    | fri pls, got court earlier in the week dont ask 😅 | ill do the tgif one lol
    | 3rd option is good for us. She'll miss 1st period but thats just gym
    | was gonna say 2 but my sister needs the car that day so 3
    | hey sorry just saw this, phone was in the couch all weekend. yea friday morning is chill
    | mejor el viernes asi no pido permiso en la chamba
    | a ver, el martes no porque viene el del gas, el miercoles tengo a los ninos, pues nada, el viernes
    | fri 0900 pls, i come off nights at 7 so ill go straight there
    | I have my reading group on Tuesdays and choir on Wednesdays, which leaves Friday. Please put me down for it. Mrs. Gonzalez
    | FRI 9 BEFORE THE CONCRETE COMES | EL VIERNES TEMPRANO Y DE AHI ME VOY A LA OBRA
    | el viernes mi cielo que ese dia mi nieto me lleva
    | La ultima que ute puso, la de las nueve, me gusta salir temprano antes que se llene la guagua
    | oye el martes tengo parcial y el miercoles tambien, pillo la del viernes | la 3 porfa. hay que llevar algo?
    | omg sorry meant to anser ths morning, feeding was a mess n he spit up on evrything n then the phone died, anyway the friday appt pls
    | let's do the Friday want I will be back from Amarillo by then
    | Confirming option 3, Friday, December 4, 9:00 AM. Thank you. M.G.
    | Deposition moved, so I am free Friday after all. Kindly reserve it. | I elect the latest of the three dates.
    | tthree pls my hands arent good | mmy son can drve me frday so thast one
    | fri 9am is criminal but thats my only free day so yea that one 😭
    | My new insurance kicks in on the 3rd so it has to be the Friday
    | the 4th works my husband is off and can watch the baby
    | So they are fixing our elevator and the man swears it will be done Thursday, I am on the 6th floor with this hip so Friday it is
    | el 4 de diciembre a las nueve, ahi estare si Dios quiere
    | Bendiciones, soy Maria, cojo la del viernes que ese dia mi hija no trabaja y me lleva
    | me apunto a la del viernes a primera hora | cant do 1 im on, cant do 2 im on. 3 it is
    | After much consultation with my wall calendar, I choose number three.
    | Nine o'clock on the Friday, please. I have always been an early riser; forty years of first period will do that.
    | she has a chem test tues and practice wed... Fri 9am pls
    | Ay mi hija el martes es el cumpleaños de la nena y el miercoles hay culto en la iglesia. Pongame el viernes si Dios quiere
    | a las 9 del viernes, vale, madrugo y ya esta | el vierns xfa mi suegra me cuida al bebe
    | nine in the morning Friday comma I'll park the rig at the Pilot
    | nomas puedo el viernes, the other days estoy en la linea. esa porfa
    | Kindly confirm me for Friday 4th December at 9 AM. Thanking you. | sir Friday is good for me only
    | FRIDAY 9AM ROGER THAT | gotta haul hay til thursday, so friday mornin it is
    | My grandaughter says to press 3 so 3 it is. God bless | The 4th of December is convenient. M Gonzalez
    | Number 3 thank you ever so much | aight bet friday works | lowkey friday is the only day i can so fri
    | the friday works bc no school | oye pues el viernes, ahi te veo | ponme el vierne a la nueve mi amor
    | el 4 a las 9 me cuadra fenomenal | el viernes me acomoda ma mejor
    | anotame el viernes xfis q los otros dias entro temprano | slot 3 works! thanks for the options
    | just got off the phone w my boss and friday is fine | i have a ride friday. book me
    | yes i would like to accept the appointment for friday`),
  },
  {
    context: 'one',
    reply_number: 1,
    texts: texts(`
    bet ill be there | perfecto see u then | I'd have liked something sooner but ok Tuesday will do
    | yeah she can make it ill bring her. Marias mom | andale pues ahi estoy el martes
    | Si joven, esta bien a esa hora, mi nieto me lleva | ok 1015 tues ill stay up for it
    | k 1 works, will need coffee | Thank you for your message. Yes, I accept the appointment with Dr. Lee.
    | That time is most convenient. Please write me in. M. Gonzalez (retired, so plenty of time!)
    | ok she can miss 2nd period... book it | 10-4 PUT ME DOWN | SI ESTA BIEN AHI ESTOY
    | Amen, ahi estare el martes a las 10 y cuarto con el favor de Dios 🙏 | guay apuntame
    | yess thats good il bring the baby | ok il tke it | sure one works exclamation point | Accepted. MG
    | Agreed as to 12/1 at 10:15. Please reserve. | okk ill tske that | yurr lock it in | yes chef jajaja book it
    | Okay so my sister in law is staying with us that weekend but she flies out Monday night thank god so yes Tuesday the 1st at 10:15 I'll be there
    | sounds good do i need my insurance card | ya that works for me | ok that day is fine
    | Tuesday is good, i will arrange transport | I confirm the appointment, thank you
    | That would be lovely, thank you so much dear | okey dokey see you tuesday | yas queen book it
    | say less im there | si mi amor apuntame | claro mija ahi estoy | esta bueno, ahi nos vemos si Dios quiere
    | si señorita ese dia puedo | confirmado jefa | ta bien, alla voy | Yes, please reserve it for me. Mrs Gonzalez
    | I would be pleased to accept. | yes and thank you for calling me back | yes dec 1 is fine w me
    | that time is fine, do i need to bring my card? | gr8 ill be there`),
  },
] as const
