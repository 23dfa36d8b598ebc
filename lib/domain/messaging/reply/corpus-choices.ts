import type { OfferName } from './fixtures.ts'
import { texts } from './fixtures.ts'

/** `2`, `4`: that reply number. `2?`: that option, and it asks something too. `2~`: that option, as a change. */
export type Expected = `${number}` | `${number}?` | `${number}~` | 'none'
export interface CorpusGroup<Reading extends string> {
  offer: OfferName
  reads: Reading
  texts: readonly string[]
}

/** Texts that are sure. */
export const CHOICES: ReadonlyArray<CorpusGroup<Expected>> = [
  {
    offer: 'three',
    reads: '2',
    texts: texts(String.raw`
      2 if it is still free | 2 | \u00202\u0020 | 2. | 2! | 2!!! | 2) | (2) | #2 | # 2 | "2" | '2' | 2 . | -2 | 2- | *2* | ２ | 2️⃣
      | ② | ❷ | ٢ | № 2 | №2 | two | Two | TWO | Two. | option 2 | Option two | option #2 | option2 | opt 2
      | Opt. 2 | slot 2 | slot 2 please | slot2 | number 2 | Number two please | num 2 | choice 2
      | my choice is 2 | My choice: 2 | answer: 2 | appointment 2 | the 2 | the number 2 | 2 please | 2 pls
      | Please 2 | 2, please | 2 thanks | 2, thank you | 2. Thank you so much! | Thank you, 2 | ok 2 | OK, 2
      | yes 2 | Yes, 2 | Yes 2 please | yes please 2 | yes, number 2 | Yes. 2. | sure, 2 | Hi, 2 please
      | Hello 2 | Good morning, 2 please | Good afternoon! 2 | hi there! option 2 please. Thanks!
      | I'll take 2 | I’ll take 2 | Ill take 2 | I'll take 2 please | I'll take number 2 | I'd like 2
      | I'd like option 2 please | I would like number 2 | I want 2 | I choose 2 | I pick #2 | Let's do 2
      | lets go with 2 | I'll go with 2 | going with 2 | can do 2 | I can do 2 | I can do number 2
      | put me down for 2 | sign me up for 2 | book 2 | book 2 please | Book me for number 2
      | please book option 2 | schedule me for number 2 | can i have 2 please | Can I get number 2 please
      | could i have option 2 | give me 2 | I prefer 2 | I'd prefer number 2 | I accept 2 | confirm 2
      | I confirm option 2 | confirming 2 | only 2 works for me | just 2 | it is 2 | It's 2 | yes to 2
      | 2 works | 2 works for me | 2 works great | 2 works great, thanks | 2 is good | 2 is fine
      | 2 is perfect! | 2 is great for me | 2 sounds good | 2 would be great | 2 would work | 2 will work
      | 2 it is | 2 for me | 2 is my choice | 2 ok | 2 okay | 2 yes | 2 perfect | 2 great | 2 👍 | 👍 2
      | 2 🙏🏽 | 2 😊😊 | 2✅ | second one | the second one | The second one please | second option | 2nd one
      | 2nd option please | the second slot works | I'll take the second one | 2pm | 2 pm | 2 p.m. | 2:00
      | 2:00 pm | 2:00PM please | 14:00 | 2.00 pm | 2 o'clock | 2 o’clock please | two o'clock | the 2pm
      | the 2pm one | the 2:00 one please | at 2pm | I can do 2pm | at 2 | I’ll take the 2 o’clock
      | see you at 2pm | I'll be there at 2pm | Tuesday at 2 | tues 2pm | Tue 2pm | Tuesday at 2:00 PM
      | tuesday 2 | Tuesday 2pm works | tomorrow at 2pm | tomorrow at 2 | Dec 1 at 2pm
      | December 1st at 2:00 PM | 12/1 2pm | 12/1/2026 at 2pm | 2026-12-01 2pm | Tuesday, December 1, 2 PM
      | Tuesday the 1st at 2pm | 2 in the afternoon | afternoon | the afternoon one | tuesday afternoon
      | I will take the afternoon one | ok so 2 | 2 then | Reply: 2 | la 2da | tomorrow afternoon
      | the afternoon slot please | Tuesday in the afternoon | Johnson | Dr Johnson | Dr. Johnson
      | dr johnson please | Dr Johnson's one | the Johnson one | the one with Dr Johnson | with Dr. Johnson
      | Doctor Johnson works for me | I want Dr Johnson | I would like to see Dr Johnson | 2 with Dr Johnson
      | option 2, Dr. Johnson | 2 at 2pm | 2, Tuesday | 2. Tue Dec 1, 2:00 PM, Dr. Johnson
      | Tue Dec 1, 2:00 PM, Dr. Johnson | option 2 tuesday at 2pm with dr johnson please | 2\n | 2\n\nthanks
      | 2\n2 | Hi\n2\nThanks | yes\n2 | 2\n--\nMaria Gonzalez\n(415) 555-0117 | 2\nSent from my iPhone
      | 2\n\nSent from my Galaxy S24 | 2\nGet Outlook for iOS
      | 2\n> Riverside Clinic: appointment times for Maria.\n> 1. Tue Dec 1, 10:00 AM, Dr. Smith
      | 2\nOn Mon, Nov 30, 2026 at 9:58 AM Riverside Clinic <+14155550100> wrote:\n1. Tue Dec 1
      | 2\n----- Original Message -----\nReply 1, 2 or 3, or NONE.
      | 2\nRiverside Clinic: appointment times for Maria. Estimated cost $150.\n1. Tue Dec 1, 10:00 AM, Dr. Smith\n2. Tue Dec 1, 2:00 PM, Dr. Johnson\n3. Wed Dec 2, 9:00 AM, Dr. Williams\nReply 1, 2 or 3, or NONE. Reply STOP to opt out.
      | 2 Maria | 2, Maria | 2 - Maria | 2 thanks, Maria Gonzalez | This is Maria, 2 please
      | Maria Gonzalez: 2 | actually 2 | Actually, 2 please | I meant 2 | sorry I meant 2 | make it 2
      | 1, sorry I meant 2 | 3 i mean 2 | 1. Sorry, make that 2. | 3\nI meant 2 | I meant 2 not 3
      | change to 2 | 2 instead | 2 not 3 | 2, not 1 | 2 works but not 3 | 2 but not 1
      | 1 doesn't work but 2 does | 1 does not work for me, but 2 works | 1 is no good. 2 works for me
      | I can't do 1 but 2 is fine | can't do 3. 2 please | 1 and 3 don't work, but 2 works | la 2
      | la 2 por favor | La dos | dos | dos por favor | la segunda | La segunda por favor | opción 2
      | numero 2 | el dos | sí, la 2 | hola, la 2 gracias | quiero la 2 | prefiero la segunda
      | a las 2 de la tarde | la 2 me sirve | la 2ª | martes a las 2`),
  },
  {
    offer: 'three',
    reads: '1',
    texts: texts(`
      1 | one | One | One please | yes, one | option one | number one | slot one please | 1️⃣ | ①
      | first one | the first one | The first option please | 1st one | 10am | 10 am | 10:00 | 10:00 am
      | 10 a.m. please | 10 o'clock | the 10 o'clock | the 10 oclock one please | ten o'clock | at 10
      | at ten | 10 in the morning | Tuesday 10 | tuesday at 10 | Tue at 10am | tomorrow at 10
      | Tuesday morning | tomorrow morning | Dec 1 10am | Dr Smith | Dr Smith's one | Smith | smith please
      | the smith one | doctor smith | with Dr Smith at 10 | la primera | uno | la uno | a las 10
      | a las diez | I'll take the 10 o'clock with Dr. Smith | the earliest one | soonest slot | 10.00
      | Ill come at 10 | I'm available at 10am | 1 works | 1 for me please | 1 is best`),
  },
  {
    offer: 'three',
    reads: '3',
    texts: texts(`
      3 | three | third one | the third | 3rd one | the last one | last one please
      | the latest one | la tercera | la última | tres | Wednesday | wed | Weds please | wednesday works
      | Wednesday works for me | wednesday at 9 | Wed 9am | 9am | 9:00 | Dec 2 | December 2nd
      | the 2nd of December | 2 December | 12/2 | Wednesday the 2nd | Wednesday morning | Williams
      | dr. williams please | the wednesday one | Wednesday is good | miércoles | el miercoles por favor`),
  },
  {
    offer: 'three',
    reads: '2?',
    texts: texts(`
      2 please, where do I park? | 2. Where do I park? | 2 please. How much does it cost?
      | Yes 2. Do you take Medicare? | 2, what should I bring? | 2 thanks where is the office`),
  },
  {
    offer: 'three',
    reads: '2?',
    texts: texts(String.raw`
      Where do I park? 2 please | option 2. do i need to fast? | 2 please! is there parking?
      | 2\nWhat is the address?`),
  },
  {
    offer: 'three',
    reads: 'none',
    texts: texts(String.raw`
      NONE | none | None. | none! | None please | none thanks | None, thanks | none sorry
      | None of these work | None of these work sorry | none of those work for me | None of the above
      | none of them | none of these times work for me | None of those times, sorry | None work
      | none works for me | none of these dates work | None of the options fit my schedule | none are good
      | no | No. | Nope | nah | no thanks | No thank you | no, thank you | No thanks! | no, sorry | neither
      | nothing works | none of these work unfortunately | None im afraid | I can't do any of these
      | i cant make any of those times | I can't make any of them, sorry | those don't work
      | these times don't work | they don't work | ninguna | Ninguna por favor | ninguna me sirve
      | none for me thanks | no, these dont work for me | I can’t make those | ninguno, gracias | no gracias
      | Ninguna de esas | ＮＯＮＥ | noen | nonne | None\nThanks | None\nSent from my iPhone
      | hi, none of these work for me. thank you | 1, 2 and 3 don't work | 1 2 3 don't work | none 🙏
      | actually none`),
  },
  {
    offer: 'one',
    reads: '1',
    texts: texts(`
      yes | Yes | YES! | yes please | yeah | Yep | yup | y | sure | Sure thing | yes, thank you | ok yes
      | sounds good | That works | that works for me, thanks | works for me | book it | I'll take it
      | ok I'll take it | confirm | Confirmed | yes 👍 | sí | si por favor | Perfect, that works | 1 | yes 1
      | I can make it | the first one | Tuesday | tomorrow at 10 | the last one | Dr. Smith is fine`),
  },
  {
    offer: 'one',
    reads: 'none',
    texts: texts(`
      no | none | 1 doesn't work | 1 is no good | no thanks | not 1 | I can't do 1`),
  },
  {
    offer: 'two',
    reads: '1',
    texts: texts(`
      the earlier one | 1 | the first one | the morning one`),
  },
  {
    offer: 'two',
    reads: '2',
    texts: texts(`
      the later one | the last one | the second one`),
  },
  {
    offer: 'two',
    reads: 'none',
    texts: texts(`
      neither | neither of them | Neither of those work | neither works | 1 and 2 dont work
      | 1 and 2 are no good`),
  },
  {
    offer: 'hours',
    reads: '2',
    texts: texts(`
      2 | 2 please | yes, 2 | 2. | option 2 | option 2 works | number 2 is good | #2 works for me | Ortiz
      | Dr. Ortiz | 10am | the second one | 2 at 10am | 2 with Ortiz`),
  },
  {
    offer: 'hours',
    reads: '1',
    texts: texts(`
      1 | 1 please | option 1 works | 2pm | 2 pm please | 14:00 | Tuesday at 2pm | Tuesday with Dr O'Neil
      | Dr ONeil on Tuesday | Dec 8 with Ana`),
  },
  {
    offer: 'hours',
    reads: '3',
    texts: texts(`
      3 | Friday | fri | the 11th | Dec 11 | 1pm | Friday with Ana O’Neil | O’Neil on Friday | 12/11`),
  },
  {
    offer: 'both',
    reads: '2',
    texts: texts(`
      2 | 2 please | johnson | tuesday at 2`),
  },
  {
    offer: 'both',
    reads: '5',
    texts: texts(`
      5 | five | 5 please | friday | Smith on Friday | Friday at 2pm | Dec 4`),
  },
  {
    offer: 'both',
    reads: '4',
    texts: texts(`
      4 | option four | Dr. Lee | thursday | 11am`),
  },
  {
    offer: 'answered',
    reads: '3~',
    texts: texts(`
      actually 3 | Actually, 3 please | sorry I meant 3 | I meant 3 | make it 3 | change it to 3
      | 3 | 3 please | option 3 | can you change me to 3 | switch to 3 please | 3 instead | Actually Wednesday | actually can i have 3`),
  },
  {
    offer: 'answered',
    reads: '2',
    texts: texts(`
      2 | yes 2 | actually 2 | option 2 please`),
  },
  {
    offer: 'declined',
    reads: '2~',
    texts: texts(`
      2 | actually 2 | Actually the 2pm works | ok 2 then`),
  },
  {
    offer: 'three',
    reads: '1',
    texts: texts(`
      la de las 10 | el martes a las 10 | a las diez de la mañana | mañana a las 10 | quiero la primera por favor
      | la 1 me queda bien | con el doctor Smith | la del doctor Smith | la opción 1 | puedo el martes a las 10
      | sí, la primera | la primera está bien`),
  },
  {
    offer: 'three',
    reads: '2',
    texts: texts(`
      mañana por la tarde | la de la tarde | el martes por la tarde | la segunda me sirve | prefiero la 2
      | la dos está perfecta | el martes a las dos | a las 2 | me quedo con la segunda | la 2 gracias
      | 1 de diciembre a las 2 de la tarde`),
  },
  {
    offer: 'three',
    reads: '3',
    texts: texts(`
      la del miércoles | el miércoles a las 9 | el 2 de diciembre | la última por favor | el miércoles me queda mejor
      | pasado mañana | a las nueve | la tercera opción`),
  },
  {
    offer: 'three',
    reads: 'none',
    texts: texts(`
      ninguna de las tres | no me sirve ninguna | no puedo en ninguno | ninguno de esos | esas no me sirven`),
  },
  {
    offer: 'one',
    reads: '1',
    texts: texts(`
      sí me sirve | claro que sí | de acuerdo | está bien | sí gracias | acepto`),
  },
  {
    offer: 'three',
    reads: '2?',
    texts: texts(`
      la 2, ¿dónde puedo estacionar? | la segunda por favor, ¿cuánto cuesta?`),
  },
  {
    offer: 'late',
    reads: '4',
    texts: texts(`
      4 | thursday | Lee`),
  },
]
