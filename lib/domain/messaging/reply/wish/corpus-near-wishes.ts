import { texts } from '../fixtures.ts'

/**
 * Words of other times, of a move, of a cancellation or of turning all down, said of something else, or of nothing for sure: staff read
 * these. By what they answer, as in `EVAL_CONTEXTS`.
 */
export const NEAR_WISHES = {
  three: texts(`
    mejor la otra | the other one please | el día 3 | jueves 3 | tengo examen uno de esos días
    | some of those days im in court | asap please | cuanto antes | first available | anything works for me | whenever
    | cualquier dia me sirve | the end of the week | the other day | friday afternoon | el martes en la tarde |    Anything is better than the bus lol | on the other hand i could retire | another day another dollar
    | Sooner or later everybody gets old | none of your business | none of the links work
    | nothing works in this house | none of my pills are helping | any of yall know how to fix a sink
    | something is wrong with my phone | the other doctor gave me a cream
    | I have another appointment with the dentist Wednesday
    | The nurse told me anything after 2 is quiet there | I work nights | I need new glasses
    | what else can go wrong this week | they changed my schedule again | I'd rather not say
    | I prefer texts over calls | I need to know more | need more info first
    | my daughter wants to know which one is shorter | I'll get back to you later today
    | ill let you know later | talk later | later gator | not now im driving | ask me next week
    | next week I will know | text me again after lunch | wed works if the other doctor signs off
    | im better now | I can do mornings | afternoons are fine | I like mornings
    | Thursday? thought it was friday | do you want me to bring the other form
    | is there something wrong with my blood | can you send me something in writing
    | is there anything I should know | anything I need to bring? | do you have my new insurance
    | you have the wrong birthday for me | could you tell me something
    | i cant see any of those on my screen | none of those opened for me
    | can't read any of that without my glasses | they dont work, the links
    | I dont understand any of this | cant open any of them | i cant decide on any of these
    | those times are in what zone | those are all the same to me | never had any of those | que mas da
    | otra vez lo mismo con ustedes | la otra vez me cobraron de mas | mejor le hablo
    | mejor mandeme un correo | algo me cayo mal anoche | necesito hablar con alguien
    | no entiendo ninguno de sus mensajes | no me llego ninguna | no veo ninguna opcion
    | prefiero que me llamen | quiero saber mas | solo hablo español | mas tarde le contesto
    | al rato le digo | luego | despues | despues le aviso | antes costaba menos
    | ya tengo otra cita con el dentista ese dia | para que es | necesito otra receta
    | ese dia es mi cumpleaños | esos doctores no me gustan | dec 3 at 9 see you there
    | thursday 2:30 ok | 5pm works | 10:15 on friday sounds good | 12/5 is fine | 12/1 or 12/3
    | dec 9 at 2:30 w patel yes | I think my sister already told u guys thursday or something
    | can somebody explain these times to me in spanish | Whats the difference between the two doctors
    | the first two are ok i guess but i like a different doctor
    | do i have to pick today or can i do it later | Im at work cant look right now
    | busy right now ttyl | i can't choose | do whatever you think best | idk something soon i guess
    | gotta ask my boss about next week | depends what time the bus runs
    | Dr. Lee's a saint, tell him the cream works
    | is that the same place as last time with the fish tank
    | My other phone has your message, what were the days | I'm between jobs so whatever, you choose hon
    | none of my friends like that clinic lol | nobody told me anything
    | nobody ever answers the phone there | I need a ride more than I need a doctor haha
    | no habla bien el traductor, no entendí | otro mensaje? ya les contesté
    | ya les dije que si a la muchacha que llamó | si quieren mandar otra cosa mandenla por correo
    | mejor que decida mi hija | mejor no digo nada | mañana le digo | la semana que viene le confirmo
    | para que quieren saber | no quiero otra inyeccion | tengo algo en la piel que me pica
    | algo raro pasa con mi telefono | more pills didnt help | i want my old doctor's opinion first
    | need my glasses to read this later on | sooner than I thought lol wow
    | rather have the shot than the pills | I'd love to but work is crazy | next!
    | any luck with my referral | any news | anything for the pain in the meantime?
    | something my insurance will need is the code | we have new insurance starting january
    | Jan is my daughter she handles this | May works here too she is my niece | April will call you
    | the evening news said youre closing | Good evening | Saturday night fever lol
    | Fridays are pizza night here lol | weekend was rough | im free finally, divorced lol
    | not before coffee lol | after the 9th inning ill look | you have until friday to fix my bill
    | before you do anything call my daughter | until my leg heals im not going anywhere
    | Not until I see the price | the cheaper one | the shorter wait | Which ever has no traffic
    | can i bring someone else's paperwork | can the later one be by video
    | can you give the 2:30 to my brother | is the wed one at the other office
    | the sooner the better but I also work | would prefer not to say why
    | wrong dates for me, I was told the 8th | u said monday on the phone
    | I asked for thursday last week and you people sent this | said i wanted afternoons when i called
    | i already have something with you on the 9th | Didnt Dr Patel move to another clinic
    | is Dr Lee available on his cell | none taken haha | not one bit sorry | no to drugs, yes to hugs
    | no way jose | i cant with you guys 😂 | i cant believe those prices | cant hear you
    | those were the days | those pills make me sick all day | all day every day lol | all of the above?
    | that whole week is a blur | I like friday, anything else that day?
    | I have court Friday. Thursday maybe? | I want Dr. Morales or else Patel wednesday
    | My sister sees Dr. Kim instead of Lee | Dr. Kim said mornings are best for the test
    | i'm off tuesday. do i just show up or what
    | I was going to say Tuesday. Can you tell me who Dr Patel is first | can dr lee see my daughter
    | can you see me on the list | Could we look at that bill | leaves are falling, thursday we rake
    | that leaves me confused | try again later | try me at home | find me a cheaper one
    | the friday after what | the same time as my wife | same thing as before | same as #2 but cheaper
    | like noon? or what did it say | not noon | 3 or 4 of us are coming | si
    | si el jueves me pagan voy | puede con el carro mi hijo | pongame en el altavoz | deme un minuto
    | deme chance | denme el precio | busco trabajo | busco mis lentes para leer esto | sea por dios
    | que sea menos caro | ese no es mi numero | esos no son mis doctores
    | we were there monday. they were rude | my aunt likes mornings | he said afternoons are quieter
    | she works evenings | I need to know by noon | the bill? before friday please
    | the results were due monday, any word | can wait | any day now my insurance card comes
    | some days are better than others | one day at a time | every day is the same to me
    | all my mornings are the same | until january i have the old insurance
    | thanksgiving is at my house | thanksgiving week i'm cooking | after thanksgiving I'll know`),
  one: texts(`
    y si mejor | y si no voy |    Not that I care but the other place was nicer | I was thinking something else
    | that's the same day as something else I think | later | could be better could be worse
    | would rather die than get up that early haha | no clue | No habla ingles | no se nada
    | no me acuerdo | no quiero perder mi turno | Not that again | not sure that one | no hurry
    | no rush on my end | I can't do this anymore | i cant believe it took that long | I dont know that
    | that doesnt look right | that isnt my doctor | that cant be right | it doesnt say where
    | he said that day is no good for the nurse | Thats not what the nurse told me
    | that day my daughter gets married can you believe it | that morning my water heater broke
    | is that before or after thanksgiving | what if something changes | what if I'm late
    | can someone else come with me instead of my wife | could be | can it wait | I need to see
    | I can try | I will try to make it | only if its quick | no sé si otro día estaré mejor
    | no me diga otra cosa | no está mi hija para preguntarle | Not what I asked for | not again
    | no more needles right? | no idea what that is for | i can do it if it's after 2
    | Tuesday ok? what about parking | can it be on zoom | can it be me and my wife both
    | could it be cancer | like 10:15 am? | is 10:15 early enough to be out by noon | no. wait yes
    | si pero no | no i mean it depends`),
  visit: texts(`
    Thursday | 4:15 | el día 3 | I may have to change it, ill know tonight | puede que no llegue, el carro está fallando
    | a lo mejor no voy a poder, le aviso el lunes | my daughter says she already canceled | mi hermana dice que la cancele, yo no sé
    |    Cancelled my gym so I have money for this lol | they cancelled school tuesday bc of the snow
    | my flight got cancelled what a mess | can you change the channel babe
    | I switched to Aetna last month | we moved to a new house on Elm
    | moving day is the 5th wish me luck | wont make it to church sunday
    | She said she might move it, or he did | who cancelled it??
    | I got a letter that says its cancelled | the website wont let me change my password
    | need to change my address on file | I changed my phone number last week
    | cambie mi numero de telefono | me mude, nueva direccion es 45 Elm st
    | cambiaron la medicina y me da sueño | Dr Lee changed my pills | not going to lie I am scared
    | I'm not going to pay that bill | another one bites the dust | skip this one in the playlist
    | forget the milk I got it already | My insurance cancelled me | the other day I fell but im ok
    | different doctor called me about the same thing | you called my old number again
    | no voy a pagar dos veces | ya no puedo mas con este dolor de espalda
    | no alcanzo a leer lo que dice su mensaje | mejor el lunes te llamo comadre | cancelaron mi seguro
    | mi hijo canceló la luz sin querer | se canceló la fiesta | ya cambiamos de carro | adelante pues
    | pasame la receta mijo | recorrí toda la ciudad buscando la medicina | cambia la cara mujer
    | el otro dia fui y no habia nadie | antes me atendia otra doctora | what else is new
    | next time bring donuts haha | The last time I came they made me wait an hour
    | I lost the paper with the time on it | my ride cancelled on me, trying to find another one
    | if they cancel my shift ill be there | sorry wrong chat, move the couch saturday?
    | Switching phones, hang on | on second thought idk | dont come over I got covid lol
    | I dont need it but he does | we might postpone the trip
    | is it me or was it supposed to be later in the month | I thought it was a different day
    | somebody told me it was moved | you keep moving my appointments around
    | why do you always reschedule me | last time you rescheduled me twice
    | no longer living with my son | I can't make out what you wrote | can't make heads or tails of this
    | it won't let me open the link | I dont want to be a bother | mom isn't going to like that
    | He isn't coming with me | they're not coming to fix the heat till thursday
    | nobody is coming to get me | my wife is not coming with me tuesday, just me
    | i wont need the interpreter | dont need the wheelchair this time
    | Can I move my legs after the shot | do I change my bandage before
    | should I switch my meds before the appointment | I need to change the dressing
    | I'd like to change my emergency contact | need to change my pharmacy
    | can you change the name on the account | I changed doctors | changing insurance, does that matter
    | we had a change of plans | things have changed | don't change anything | nothing has changed
    | I pushed too hard yesterday and my back is out | they keep moving me from line to line
    | you moved? the building was empty | moved it closer so he can see | Is there another entrance
    | another question | one more question about another thing | the next one is when
    | later today can someone call me | instead of the pills can i take the syrup
    | I have another appointment at the other clinic right before | my other doctor needs the notes
    | different pain now, in the hip | new number who dis | new address 45 Pine | next of kin is my son
    | the later the better lol | earlier today I called | any earlier results?
    | the bus driver cancelled the route | cancel culture smh | cancellation fee?
    | how many times can I cancel | whats your cancellation policy | if I cancel do I pay
    | did my daughter cancel for me | please dont cancel | my trip got canceled so I'm free
    | they said it was canceled? | I never canceled anything | who do I call to cancel my prescription
    | cancel my refill at walgreens | cancel my membership | Cancel the pizza order | stop the madness
    | I cant sleep | I cant walk well so I need help at the door | cant find the paperwork
    | can't wait lol | I won't have my card with me | wont be driving | i wont be able to pay that day
    | I wont be able to drive after, right? | not able to log in | not coming up on my calendar
    | my results are not coming through | not going great here | I'm not going to surgery
    | he's not going to like it | she is not coming home till friday | dont need to fast right?
    | i dont need a ride anymore | dont want the flu shot | dont want that nurse again
    | give my regards to the doctor | give my daughter the details | give that to someone who cares
    | let someone else have the headache | skip the small talk | drop the attitude
    | feeling better, need a refill | ya no me duele | ya no tengo seguro | ya no vivo ahi
    | ya no quiero tomar esas pastillas | no necesito interprete | no voy sola
    | no voy a mentir me da miedo | no puedo dormir | no puedo abrir el mensaje | no podemos seguir asi
    | no llego la receta | no llegó mi carta | me cambiaron el medicamento
    | cambio de planes, voy con mi hermana | cambié de número | quiero cambiar de doctor
    | puedo cambiar de farmacia? | hay que cambiar la venda? | me cambio de ropa ahi?
    | adelanté la comida | se atrasó el camión | pasó otra cosa | paso por los resultados luego
    | mejor llamo | otra pregunta | otro doctor me dijo lo contrario | mas tarde llamo
    | para otro dia hablamos | I'm sick. is it the flu? | can dr lee see my rash in the picture
    | could I see the results before | try the other pharmacy | the following tuesday is my birthday
    | noon is when I take the pill | where do I go if it hurts | where do i put the urine sample
    | do i drink the stuff before | how much of the liquid do i drink | how much will it hurt
    | is dr lee mad at me | does the doctor know my history | no puedo comer nada, todo lo vomito
    | donde me duele es en la espalda | cuanto sale de sangre en esa prueba
    | que llevo en la cara, me salio un grano
    | I bless the day I met Dr Lee, he saved my leg but now the other one hurts
    | thanks for the help on the phone but it still hurts | How sweet of you to charge me twice
    | you are the best but I am still waiting | got it but which door
    | happy thanksgiving! one thing though`),
  reminder: texts(`
    r we still on for pizza | will confirm closer to the day | c u at xmas aunt rosa |    Confirm or reschedule, flip a coin | C R C R my grandson got the phone | R u there | R we still on?
    | are you people going to call me or what | Reschedule the furnace guy, not you, sorry
    | Oh is that Tuesday?? let me look at my other calendar
    | different number than the one you usually text from | ok but the other one too? I had two
    | yes but is it the one at the other building | cambio y fuera jaja | c... o sera r?
    | the Tuesday after Thanksgiving or the next? | ugh another one of these
    | I told the lady to change it already | Ya la habia cancelado con la señorita
    | didnt i cancel this? | C for my husband and R for me | will there be another reminder | later
    | which one | other one was confirmed already | not C | C if my ride shows, R if not
    | R or C whats the difference | Is R for Ray? | rescheduling is a pain, you know
    | you already rescheduled me so which is it | reschedule with who? | I thought we rescheduled
    | another time zone? im in cali | different doctor than usual?
    | got it, the thing you sent about the insurance | can i get it moved or not
    | Tuesday the 1st or the 8th? | who changed it | changed my mind about the other thing`),
}
