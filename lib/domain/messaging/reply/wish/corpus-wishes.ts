import { texts } from '../fixtures.ts'

/** Wishes in everyday words, beside their reasons. By what they answer, as in `EVAL_CONTEXTS`, and what they are read as. */
export const WISHES = [
  {
    context: 'visit',
    reads: 'cancel_visit',
    texts: texts(`
    please cancel and send me a confirmation | hey I caught the flu, need to cancel tuesday
    | Cancel my appointment please my insurance wont cover it
    | Won't be able to make it Tuesday, car broke down
    | I'm sorry but I can't make my appointment on the first | going to have to cancel, thanks
    | I found a doctor closer to home so please cancel my appt
    | lo siento tengo que cancelar la cita del martes | no podré llegar el martes
    | ya no quiero la cita gracias | we are cancelling the visit for Tuesday
    | not gonna make it tues sorry | cancela la cita porfa | I can't come in, kid's sick
    | appointment on tuesday - cancel | Kindly cancel Maria Gonzalez 12/1 10:15
    | cancel my dec 1 appointment with doctor lee please and thank you | I won't be coming Tuesday
    | yo cancel that tuesday thing im good now | not gonna be able to swing tuesday, just cancel me
    | Please be advised I will need to cancel my December 1 appointment.
    | my husband passed his covid to me so no visit tuesday, cancel
    | hi hun its maria, cancel me out for tuesday ok? thanks
    | I cant afford the copay right now so please cancel | cancel plz. moving out of state
    | Let's cancel tuesday, my back is fine now | give my tuesday slot away, wont need it
    | Doctor told me I dont need the follow up so cancel it | take me off the books for the 1st
    | fíjese que ya no voy a poder ir el martes
    | quiero q me cancelen la cita del martes ya no la necesito | ay no voy a ir mejor cancelela
    | favor de cancelar la cita, gracias | disculpe pero ya no puedo ir | me cancela la cita por favor
    | yea imma have to cancel | imma cancel tuesday | gotta cancel, boss won't give me off
    | I regret that I must cancel Tuesday's appointment with Dr. Lee.
    | Due to a death in the family I must cancel my appointment. | wanna cancel
    | I'm in the hospital already so cancel dec 1 | I have jury duty tuesday so I have to cancel
    | we wont be there tuesday | no show me for tuesday lol just cancel
    | can u just cancel it i dont feel like going | No longer a patient there, cancel the appointment
    | I'd like to give up my appointment on Tuesday
    | I wont make it on the first, found out I have to work`),
  },
  {
    context: 'reminder',
    reads: 'cancel_visit',
    texts: texts(`
    neither, I need to cancel | I'll be out of the country, cancel please | cannot make it
    | wont make it | no puedo asistir | Me salio algo no puedo ir
    | please cancel, mom is in the hospital | i cant come anymore | I wish to cancel this appointment
    | Ya fui a otro doctor, cancelen la cita | no, cancel | no. cancel my appointment
    | oh no i forgot, i'm in florida. cancel please | not going to make it in
    | I am sorry I will not be able to attend | ni C ni R, cancelar | hola no voy a poder ir, cancelala
    | ya no la ocupo cancele | cant come my ride fell thru, cancel`),
  },
  {
    context: 'visit',
    reads: 'change_visit',
    texts: texts(`
    can we reschedule, my car wont start | need to reschedule my son is sick
    | any chance of moving my appt to the afternoon | is there a later slot that day
    | can I come at 11 instead | Could you please switch me to Thursday
    | necesito mover mi cita para la otra semana | se puede otro dia?
    | me puede cambiar la cita para el jueves | I'd like to change my appointment to a morning next week
    | Can we do it another day, I have a funeral | reschedule please, stuck at work
    | would like to postpone until January | do you have anything later that week
    | yo can we do this another day my truck is dead | gotta reschedule, daycare closed
    | is it possible to come the next day instead | I need to push it back a week
    | Do you have any later times on Tuesday | could you fit me in the following week instead
    | quisiera mover la cita unos dias | no puedo el martes, me la cambia para el jueves?
    | puede ser mas tarde ese dia? | tengo que reagendar porque me toca trabajar
    | Please move me to the afternoon if you can | 10:15 is too early, can I do afternoon
    | I'd prefer a later time on Tuesday | how about thursday instead of tuesday
    | i overslept my whole life lol need something later than 10:15`),
  },
  {
    context: 'reminder',
    reads: 'change_visit',
    texts: texts(`
    cant do tuesday can i come wednesday | I need to move this to next week
    | something came up need to reschedule | quisiera cambiarla para el viernes
    | tienen otro dia disponible? | I want to keep it but at a different time | not tuesday, wednesday
    | R - can it be in the afternoon | nope gotta move it, what do you have friday
    | cambiela por favor para la semana que viene`),
  },
  {
    context: 'three',
    reads: 'other_times',
    texts: texts(`
    do you have anything after the holidays | Those are all when I work, got any evenings?
    | can I get in sooner? it's getting worse | I'm only off on Mondays so it would have to be a Monday
    | Would Thursday the 10th be possible | I was wondering if you had something in the late afternoon
    | we need a time after school lets out, like 3:45 | anything the second week of december
    | is there a saturday clinic? I can only come saturdays
    | I don't get out of work until 4, is there a 4:30 | algo más tarde, salgo del trabajo a las 4
    | no tendrá algo la semana del 14? | me sirve mejor un lunes | quisiera algo antes, me duele mucho
    | solo puedo los sábados | hay citas en la noche? | para enero por favor
    | yo u got anything like after 6 | none of those bc of my shifts, anything on a sunday?
    | Would there be anything on a Thursday, I'm retired but Thursdays is when my daughter can drive
    | next week is no good, what about the week of the 14th
    | what's the soonest you have with dr patel in the morning
    | im at the rink those days got anything thurs | i get off at 3 so anything after 330
    | can i get monday the 7th | need something this week its urgent-ish lol
    | Have you got any Monday appointments? I have the car on Mondays
    | I teach, so it would need to be after 3:30 on any day.
    | December is full for me. Please offer January dates. | quiero algo para esta semana
    | no tendran algo el sabado? entre semana trabajo | yo solo puedo despues de las 4
    | tiene con el doctor patel en la mañana? | busco algo tempranito antes de las 8
    | pa la otra semana mejor | mejor el jueves si se puede
    | hay algo en la tarde con el mismo doctor lee | can we go with a friday afternoon slot
    | After Christmas would be better, I'll be on my feet by then | i only do tuesdays in the afternoon
    | Do you have something on the 10th or 11th? My mother's aide comes those days
    | i need a sat or sun cuz i got school | im a night owl lol anything past 5pm
    | could it be before 8, i drop off kids at 8:30
    | thats too far out, need something before thanksgiving`),
  },
  {
    context: 'one',
    reads: 'other_times',
    texts: texts(`
    how about Wednesday instead | That's too early, do you have afternoon? | any other day that week
    | I can't do mornings, can I come at 3 | Could we do the same time on Thursday
    | not tuesday, any other day is fine | later in the month please
    | tuesday works but later in the day | not the morning, afternoon | what about dr patel
    | Could I see someone else that day | any chance you have friday | that day is bad. thursday?
    | i can do wed or thurs | Nope. Friday? | sooner? im hurting | tiene otra fecha en diciembre`),
  },
  {
    context: 'three',
    reads: 'none',
    texts: texts(`
    I can't do any of those days | Sorry, I'm out of town for all of those
    | none of those will work with my schedule | I have work all those days
    | no me queda ninguna, gracias | those are all bad for me
    | no puedo ninguno de esos días por el trabajo
    | Unfortunately I am not available at any of these times | we are on vacation that whole week
    | can't get off work for any of those`),
  },
  {
    context: 'one',
    reads: 'none',
    texts: texts(`
    No I have class then | no puedo el martes | I'm working that day`),
  },
] as const
