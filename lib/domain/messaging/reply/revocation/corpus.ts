import { texts } from '../fixtures.ts'

/** Wishes for no more texts. */
export const REVOCATIONS = texts(`
    can you please stop texting me? | how do i get off this list?? | Stop it | STOPPPP | s t o p | pls stop 🙏
    | 🛑 | i said stop | stop means stop | no texts pls | dont text this number again
    | don't ever message me again | quit it with the texts | quit bugging me | im done w these texts take me off
    | Please take my name off your texting list. I do not care for it. Mrs. Gonzalez
    | I would prefer not to receive these messages | i dont wanna get these anymore
    | I dont want to get messages from you | please do not send me any more of these | no more notifications plz
    | turn these off | turn off the reminders | how do i turn this off | how do i unsubscribe
    | I want out of this text thing | opt me out please | opt out | OPTING OUT | unsuscribe me
    | Unsubscribe from all | remove me | remove this number | get me off this list
    | wipe my number from ur system | i'm blocking this number | blocked | reporting u for spam
    | Text me again and im calling a lawyer | next text im reporting to the fcc
    | I revoke consent to be contacted | i did not consent to this | i didnt sign up for this
    | never text me again | these texts are annoying make it stop | make it stop | stop blowing my phone up
    | leave me alone | ENOUGH | Enough!! no more | stop all texts | stop all | plz end these msgs | cancel texts
    | cancel all text alerts | do not contact | cease and desist | no longer a patient stop texting
    | i moved to florida pls take me off the list | I switched clinics, no need to text me anymore
    | dont send me stuff anymore | stop sending me crap | stop sendin me these | stahp texting me
    | stop w the texts omg | ok you can stop now | you can stop texting me now | u can stop msging me im good
    | i would like to stop getting these | wish to stop receiving texts
    | Please discontinue these text messages. Thank you. | Kindly remove my telephone number from your records
    | not interested, stop | not interested in your texts | lose this number | STOP thank you
    | Stop. I'll call if I need something. | stop. call me instead | dont text just call
    | My phone bill is huge, stop please | ya no me manden mensajes | no me escriban mas | paren
    | ya paren por favor | dejen de escribirme | dejen de mandarme textos | no quiero mensajes
    | no quiero q me manden nada | quitenme de la lista | saquenme de su lista porfa | borren mi numero
    | dame de baja | quiero darme de baja | baja | BASTA | stop por favor | no mas mensajes | no mas por favor
    | ya no quiero recibir nada | ya no quiero esto | no me molesten | los voy a bloquear
    | los voy a reportar si me siguen escribiendo | elimineme del sistema | como me quito de esto
    | como cancelo los mensajes | cancelen los mensajes no la cita | no autorizo que me manden textos
    | Por favor no me envien mas SMS | ya me tienen harta con tanto mensaje | que ya no me escriban les dije
    | dejame tranquilo | stop ya | no me texteen mas pls | quita mi numero | remover
    | ya no me manden nada q me cobran | desuscribirme | optout please | quit please | take my # off ur list
    | remove my # from your system please | remove from list | Please refrain from texting this number
    | I ask that you not send texts to this phone | can u not text me | yo can yall chill w the texts
    | I dont do texting. Call the house | this is harassment | no reminders please
    | I do not need to be reminded | get off my phone | I would rather you not text | no further messages please
    | i have to pay for every text. dont send anymore | just call me dont text | im gonna report yall to the fcc
    | ya no manden nada | no manden mas | quitenme de los mensajes | eliminenme
    | ya me cansaron con sus mensajes | que no me lleguen mas mensajes | no quiero saber nada de ustedes
    | me pueden quitar de los mensajes | ya no ocupo sus mensajes | me tienen hasta aqui con los mensajitos
    | alto por favor | STOP AHORA | no mas sms | who is this? stop texting me
    | why do you keep texting me?? stop
    | STOP STOP STOP I work nights | stop stop stop | STOP you people text me at 3am
    | STOP!!! My kid is asleep | make the messages go away | get me off this bot
    | boot me from the texting list | omg yall message way too much. never again please
    | phone keeps buzzing all day knock it off
    | i am driving truck and your alerts go off constantly. enough already
    | Madam, I am 84 and these messages frighten me. Please see that they cease. | Kindly desist.
    | I decline all further correspondence by telephone text.
    | We request that all SMS communication to this line be terminated effective immediately.
    | Effective today I withdraw my consent | pull the plug on these texts | im begging u no more msgs
    | yo delete my digits fam | nah bro i aint tryna get these texts | aint nobody want these texts
    | who signed me up for this?? undo it | un sign me up from this | i wanna be off this text thing
    | i don't want ya'll texting my wife's phone
    | ever since i signed up my phone wont stop ringing. take me off | never contact me
    | please do not use this number | dont use my number no more | don't hit my line | stop hitting my line
    | stay off my line | quit blowin me up | you're getting blocked | consider yourself blocked
    | last warning stop the texts | i will be reporting this number
    | these go to my work phone please stop them | this is a landline, stop
    | Pls dont text I pay 20 cents each | no text messages to this phone thank you
    | no texts only phone calls | switch me to email only, no texts | i prefer mail to texts so please quit
    | can you turn off my notifications from you guys | where do i turn the texts off
    | whats the word to end these | is there a way to not get these | how i make it quit textin me
    | i changed doctors so you can take me out of the system | my mother passed away please stop texting her
    | she died. remove her number | ya no me manden nada | ya parenle con los mensajes
    | me despiertan sus mensajes, basta ya | cada rato suena mi telefono, ya parenle
    | que fastidio con ustedes, dejen de escribir | no quiero que me escriban mas a este numero
    | den de baja mi numero | me quiero salir de esto de los textos | ya no me avisen por mensaje
    | prefiero que me llamen, no mensajes | les pido no me manden mensajitos | hagan que paren los mensajes
    | como le hago para que no me lleguen mas mensajes | quiten este numero que es de mi trabajo
    | no autorizo el uso de mi telefono | ALTO ALTO ALTO | no me esten mandando mensajes
    | corten con los mensajes`)

/** Words of such wishes that are about something else. */
export const NO_REVOCATIONS = texts(`
    i can stop by at 2 | bus stop is far | non stop headaches | dont stop the reminders
    | please dont stop texting me i need them | should i stop my blood thinner | should i stop taking metformin
    | do i stop eating before | texts are fine | the texts are helpful | my texts stopped working
    | i stopped by yesterday | cant stop coughing | cant stop the bleeding | pain wont stop | stop by tuesday
    | ill stop in at 10 | stop at the front desk? | i quit smoking | when does the pain stop
    | i didnt get any texts | didnt get your text | i dont get your texts til late | sorry i dont text much
    | i dont text and drive, 2 | no text back yet? | did you send the text | send me the texts again
    | can you text me the address | text me if something opens | please text my husband instead
    | remove my tonsils | take me off the waitlist | take me off tuesday | take my name off for tuesday
    | take me off the schedule | delete my appointment | cancel my appointment | cancel it
    | end of the day works | the end of the week is better | no more appointments please | no more pain
    | no mas dolor | block off tuesday for me | i have a nerve block tuesday | report my lab results
    | who can i report a side effect to | never mind | never been there | leave a message | leave me a message
    | forget my appointment | i forgot my number | remove the 1 oclock | drop me off at the door
    | my ride will drop me off | get me in tuesday | get me off work note | i need a note to get off work
    | i quit my job and lost insurance | stop signs in the lot are confusing | last stop on the train
    | tell dr lee to stop the antibiotics | i want to stop therapy | stop the presses | dont send a bill
    | dont bother | no need to call | enough time? | sick of being sick | im tired of this cough
    | tired of waiting | im done with work at 5 | over it | no me siento bien | no me mandaron la receta
    | no me han mandado los resultados | ya no tengo fiebre | ya no me duele | parada de bus | no paro de toser
    | quiero parar el tratamiento | no puedo parar de vomitar | me quitaron la muela | quiten la cita
    | saquenme una cita | mandenme la direccion | me pueden mandar un recordatorio | baja por maternidad
    | estoy de baja | la presion baja | dejen la puerta abierta | dejen un mensaje | no dejen de avisarme
    | avisenme si cambia algo | bloqueo de calles el martes | me sacan sangre? | no me olviden
    | cancelen la cita | alto costo? | el alto de la calle
    | stop by at 2? | STOP my appointment | should i stop my meds before | STOP TAKING THE INSULIN OR NO
    | cut me off at 3 beers lol | your texts are great, never again will i forget
    | thanks for the text. i cant do tuesday, no more tuesdays
    | got your message, enough about that, ill take friday | i got your text and 2 works
    | please text me the address | text me when something opens | cancel my appointment, i got your text
    | i want to stop my visit | recibi su mensaje, ya no puedo ir | sorry i missed your text, never again
    | dont leave me off the list | leave me on the list | take me out of the friday one
    | 3 please. sorry for the caps i dont know how to turn it off | the alarm woke me, cant turn it off, but 2 is fine
    | puede que no llegue, mi carro anda fallando | espero que no llegue tarde el doctor
    | free me from this pain | my phone buzzed, is this the clinic`)
