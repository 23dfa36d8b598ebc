import { texts } from '../fixtures.ts'

/** No choices of one of three times: counts, ranks, ratings, purposes of other people, sarcasm, stories, days nearby. */
export const NEAR_CHOICES_OF_THREE = texts(String.raw`
    see u on the 3rd | the third works, thats a thursday right | i can come on the third | 3rd
    | i'll be there the 3rd | ponme para el 3 | el 3 puedo | el dia 3 me queda bien | party of 2 please
    | we will be 2 | 2 of us coming | there will be 3 of us | need 2 appointments | i need 2 please
    | put me down for 2 vaccines | i want 3 refills | ill take 2 tylenol | ill take 2 of those
    | give me 2 mins | gimme 2 secs | give me 2 days to decide | i got 2 kids with fever
    | let me have 2 weeks | hey its 3 am why are you texting | friday would have been perfect
    | friday would have worked | wish friday worked | friday used to work
    | friday was good before they changed my shift | i would take friday but my car is dead
    | i'd take friday if it was later | i'd love friday except the drive | friday works, said nobody ever
    | great, friday at 9, the exact time i work. thanks
    | lol sure friday 9am because i have nothing better to do | Friday is a holiday for us
    | is the friday one w lee | friday is with lee right | wednesday? or was it tuesday
    | hun wed 2:30 works can u get the kids | mom can you take me wednesday at 230 | can you drive me friday
    | can u pick me up friday at 9 | pick me up at 2:30 wednesday | friday works great for the plumber
    | book friday for the plumber | tell my husband friday at 9 | tell john wednesday works
    | remind me friday | text me friday | ask me again friday | ask me wednesday
    | ill let you know wednesday | ill know by friday | i'll decide by wednesday | i'll text you friday
    | will call on friday | book dr lee | book me w lee | lee please | Dr. Lee is good | morning please
    | 10:15 friday please | 9am wednesday | 2:30 tuesday works | tuesday w patel works great
    | wed the 4th works | friday dec 2 works | dec 3 works | thursday works | 1 & 2 work
    | 1 or 2 whichever is open | first 2 work | the first two work | all but 2 work | anything but 1
    | 2 wont work but 1 and 3 will | not tuesday | 1 is no good | 1 hmm no
    | 2 i think? my wife has the calendar | 2 pending my boss | 2 works as long as its not the lady dr
    | 2 only if its covered | 2 for my husband and 3 for me | 2 for me 3 for him | me 1, my wife 2
    | both kids 2 | my daughter wants 2 | mi hija quiere la 2 | la 2 es para mi esposo
    | la 2 pero para mi esposo | la 1 ya la habia escogido y me la cancelaron | ya habia dicho que la 1
    | la 2 estaria bien si fuera mas tarde | el viernes hubiera sido perfecto
    | me hubiera gustado el viernes | el viernes ni loca | el viernes seria bueno si no trabajara
    | el viernes me viene fatal | el viernes imposible | que el viernes ya lo tengo ocupado
    | el viernes trabajo | el viernes le confirmo | confirmo el viernes si voy o no | le aviso el viernes
    | mañana le digo si la 2 | la 2 es con la doctora nueva? | cual es la 2 | y la 2 a que hora es
    | el miercoles llamo | el viernes paso a pagar | el viernes llego tarde | el viernes salgo de viaje
    | gordo el viernes a las 9 pasas por mi | amor ponme el viernes en tu agenda | i pressed 2 by mistake
    | i didnt mean 2 | 2 was a mistake | ignore the 2 | sorry that 2 was my toddler | 2 was my kid
    | my code is 2 | apt 2 | room 3 last time | im in unit 3 | i am on line 2 | rate it a 3
    | id give that doctor a 1 | he is number 1 in my heart | step 1 is getting a ride | phase 2 of treatment
    | covid dose 2 | dose 2 please | grade 3 | stage 2 | 2 down 1 to go | 3 kids is a lot lol | 2 hour drive
    | 2 far | 2 early | 2 l8 | 2 b honest no | u 2 | me 2 | you too | option 2 sucks | option 2 is the worst
    | option 2 is wrong its supposed to be at 3 | why is 2 with patel | 1 is better than 2 but 3 is closest
    | friday better than wednesday | friday or wednesday, friday is better i think | friday at 10
    | friday at 9 pm | friday evening works | friday afternoon please | wed morning works
    | next friday works | the friday after works | friday the 11th please | every friday works
    | fridays work | fridays are good | i can do fridays | friday works but not in the morning
    | friday works, just not at 9 | friday works. 9 doesnt | friday works 9am does not | friday yes 9 no
    | Friday. 11am? | friday at 9 is too early but ok if thats all u have | put me on standby for friday
    | put me on the list for friday | pencil me in for now friday | hold friday for me til tonight
    | is friday still good, my phone died | friday pls but call me first
    | friday and also can i bring my son to be seen | friday for both of us | me and my mom friday
    | the patient works friday | Maria works fridays | She works Friday at 9. | he is good friday
    | good friday is in april | black friday was great | freaky friday lol | thank god its friday
    | happy wednesday | see you next tuesday lol | wednesday night is church | wed is my anniversary so
    | confirm friday? | confirming you got my message friday | confirming friday's payment
    | payment of 2 please | pay me 2 | i owe 3 copays | i dont have a ride friday so that one is out
    | friday i dont have class but wed is better maybe | was gonna say 1 but idk
    | was gonna say 1 but forgot i have jury duty | second one, my wife is out of town
    | second one, is that with patel | 2, no | 22222 | 2222222 | 2222222. sorry baby grabbed the phone
    | i suppose friday | i guess it will have to be friday unless you have later | tell dr patel hi for me
    | tell dr lee hi on friday | i hope friday works | i hope my message finds you well, friday maybe
    | la del 3 | la del 3 de diciembre | yo bring 2 pizzas friday | omw be there in 2 | running 2 min late
    | im at door 3 | parked in spot 2 | do i take 1 or 2 pills | 1 pill or 2 | dosage is 2 | my pain is a 3
    | pain level 2 | pain 3 today | id say a 2 | about a 3 | like a 1 | i was in for 2 nights | been 3 weeks
    | 3rd time asking | 2nd request | 1st of all no | 3rd floor? | is it the 2nd floor
    | my 2nd surgery was worse | first one to answer wins | last one was horrible
    | the last one i went to was good | the first one was great thank you | my last appointment was good
    | last time worked well | the earliest would be january for me | earliest i can is the 10th
    | soonest i could is friday night | later one would be fine | earlier one please | morning ones
    | the lee ones are good | anything with lee | anything friday | anytime friday works
    | any time wednesday is fine | sometime friday | friday-ish | around 9 friday | before 9 friday
    | by friday please | after friday works | until friday im good | from wednesday on im free
    | starting friday im free | through friday im in ohio | i get back friday | i leave friday at 9
    | i fly out wednesday | my surgery is friday at 9 | my other doctor is friday at 9
    | court is wednesday at 2:30 | funeral is friday | friday is the funeral | friday is my last day
    | friday is my insurance cutoff | its friday already? | happy friday lee
    | friday friday gotta get down on friday | i saw dr lee friday | i saw patel wednesday and it was good
    | patel was great wednesday | had wednesday with patel before, good guy | i need patel not lee
    | only patel please but friday | lee is better than patel but wed is better | i prefer lee but wednesday
    | no patel please | who is better patel or lee | the woman doctor | female please
    | for my mother in law the wed one | my wife needs the wednesday | my baby needs the friday one
    | kid has the friday one | the friday one is for my kid | Friday for Diego | book Diego friday
    | put rosa down for friday | pon a mi mama el viernes | apunta a mi hijo el viernes
    | el viernes para mi nieta | es para mi hija el viernes | somos dos para el viernes | 2 personas
    | 2 citas por favor | quiero 2 citas | necesito 2 | a las 2 | como a las 2 | tipo 2 | en 2 semanas
    | hace 2 dias | tengo 2 hijos | la 1 o la que sea | la que sea | cualquiera menos la 2
    | la 2 no me gusta | la 2 ni de broma | la 2 queda lejos | la 2 ya se ocupo? | el viernes me operan
    | el viernes me voy | el viernes me toca trabajar | el viernes me pagan | el viernes me lo confirma?
    | me puede confirmar el viernes | confirmeme el viernes por telefono | el viernes le pago
    | pa cuando el viernes | bueno el viernes ya veremos | si el viernes no llueve
    | si viernes pero si no puedo le aviso | viernes primero dios pero no aseguro | viernes, no seguro
    | viernes? no gracias | viernes jajaja no | ay el viernes no mames | el viernes que va | viernes nel
    | miercoles ni hablar | miercoles, que asco de dia | wednesday, ugh | wednesday smh | friday lmao no
    | friday? hard pass | friday pass | friday nope | friday nah | yeah no friday | yeah nah friday
    | no yeah no | friday yeah no | friday my foot | like id come friday | as if id do friday
    | friday over my dead body | you wish friday | friday in your dreams | copy that 2 | 10-4 on 2
    | received 2 of your texts | got 3 texts from you | you sent me 2 | why 2 texts | 2 texts in a row
    | reply 1 2 or 3 | reply 2? | press 2 | what happens if i press 2 | 1=yes? | is it 1 for yes
    | 1 for yes 2 for no | Book all | all 3 | take all three | 1 then 3 | 1st then 2nd | 2 first, 3 second
    | 2 is my first choice | first choice 2 | 2 preferably | 2 ideally | preferably friday | ideally friday
    | friday ideally but any | friday would be my pick of the litter | if friday then 9 | friday? | 2? | ?2
    | 2!? | 2...? | friday or sat | friday/wed | wed-fri | tues-thurs | m w f | MWF | t/th | W | F | B
    | im stuck wed before noon and not back till sat so friday is out
    | hauling wed and thurs so tell the doc friday im in ohio
    | i work tuesday and not off till 5 so i want wednesday off | second one, if patel is a woman
    | second one or third, either | last one on the list of my worries | the last one you sent was wrong
    | last one you sent didnt load | lemme get back 2 u | lemme get the 2 kids in the car
    | lemme get 2 coffees | lemme take a look at wed | lemme do some thinking friday
    | lemme have my wife look at friday | was gonna say 1, make it quick
    | was gonna say friday but make it 2 people | was gonna take friday but no
    | i suppose it will have to be friday or nothing | not ideal but friday, if thats all
    | not great but i guess 2 | i dont have school friday so im going to the beach
    | no class friday so no need for a note | i dont have work wednesday so tuesday is worse
    | tell dr patel hi and that wednesday is my birthday | tell maria hi for wed | 2222 main st
    | my pin is 2222. 2 factor | 11111. 2 or 3 | sorry i mean 1 or 2 | i mean 2 is far
    | i mean wednesday is far | i meant to ask about friday | accepted friday? | they accepted me friday
    | i hope i wrote right, which is friday | si, el 3 | ok el 3 entonces | pal 3 | tengo cita el 2
    | del 2 al 4 no estoy | la del 4 ya no? | la del 2 de enero | la del 1 la cancele | el 4 cobro
    | el 2 me pagan | el 2 es feriado | el 1 trabajo | para el 5 | asi no puedo el viernes
    | el viernes asi no se puede | el viernes, asi no llego`)

/** No yes to the one offered time: who picks up, what came, what else must be settled first. */
export const NEAR_CHOICES_OF_ONE = texts(`
    yes i have a question | yes i got it | ok but its early | ok who is this | ok ill think about it
    | sure, jan | yes no maybe | im good thanks | all set | all set thanks | ok i will call
    | works for me to call | yes i am the patient | yes this is maria | yes its me | si soy yo | si diga
    | si, con ella habla | yes i moved | yes but i moved to florida | not ideal | not ideal but
    | not ideal, i'll pass | accepted your friend request | i accepted a job that day
    | that works im off wednesdays | that works if im off tuesdays | yes please call me
    | yes please i have been waiting for a callback | yes please cancel | YES PLEASE STOP
    | i'll take it up with my boss | i'll take it as a no | take it easy | i can take it or leave it
    | deal with it | fine whatever | fine. but i want a refund | ok great another bill
    | great, tuesday. the one day i work | tuesday works for you? not me | that day works for my husband
    | bet you wont | for sure not | si como no | si claro, a las 10 en plena chamba | dale que no puedo
    | ok pero otro dia | va pero no el martes | 10:15 tonight | 10:15 pm works
    | yes please i have a question first | that works im told | that works i need a ride tho
    | yes please i need to talk to somebody | that works i just have to find a sitter
    | that works i have to see with my boss | k who dis | yes hello | yes? | yes how can i help you
    | yes what do you need | yea who | yes im driving | yes im at work call later | si quien es
    | si que paso | si bueno | ok gracias por avisar pero no | ok noted ill see | noted
    | works for lee im sure | yes to other days | yes to later | that would work if it was friday
    | ill be there in spirit | ill be there wednesday | see you wednesday | yes wednesday | yes at 11
    | ok 11 | 1030 is good | yes w patel | cool story | sounds like a pain | sounds awful | good grief
    | good lord | perfect timing, i just broke my leg | great, now my car died | perfect, except i work
    | fine print? | fine but whos paying
    | that works im not the patient though | that works my husband says | not ideal but thanks
    | not great but im alive | yes please my son needs it more | yes that is my name | yes that was me
    | yes thats my number | si por favor no me llamen | i would be delighted to know the cost
    | lets do it like last time | lets go with another day | sign me up for the newsletter | count me out`)
