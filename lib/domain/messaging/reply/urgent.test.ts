import { describe, expect, it } from 'vitest'
import { texts } from './fixtures.ts'
import { findUrgent } from './urgent.ts'

const EMERGENCIES = texts(`
  my lips are turning blue | dad cant move his left arm | i think im having a stroke
  | mom is talking funny and her mouth is crooked | hit my head on the counter and im on eliquis
  | fell down the stairs cant get up | son ate my blood pressure pills | my daughter got into the tylenol bottle
  | i took the whole bottle | took too many of my pills | sugar is 48 and im shaky | bp is 210 over 120
  | fever of 104 | my water broke | im 30 weeks and bleeding
  | no fetal movement since yesterday, baby not moving | throwing up blood | theres blood in my stool a lot
  | peeing blood | worst headache of my life | i cant keep water down for 2 days | my throat is closing
  | face is swelling up | bee sting and cant breath | heart is racing and wont slow down | chest feels weird
  | pressure in my chest | pain down my left arm | i feel like im gonna pass out | passed out in the shower
  | he wont wake up | found her on the floor | shes having a seizure | i dont want to live anymore
  | i want to end it | everyone would be better off without me | im going to hurt myself
  | my boyfriend is hitting me | vision went black in one eye | cant see out of my left eye suddenly
  | incision opened up and is oozing | burned my hand bad with boiling oil | cut my finger off
  | stabbing pain in my stomach | in so much pain i cant move | going to the er | do i call 911
  | my oxygen is 84 | inhaler not helping | coughing up blood | i cant feel my legs
  | se me duerme el brazo izquierdo | me duele mucho el pecho | no puedo respirar bien | mi papa no responde
  | mi hijo se trago una pila | mi hija se tomo un frasco de pastillas | me tome muchas pastillas
  | tengo la boca chueca | habla raro y se le cayo la cara | azucar en 500 | presion en 200
  | fiebre de 40 y no baja | se cayo y se golpeo la cabeza | estoy vomitando sangre | orino sangre
  | sangre en el excremento | tengo contracciones | estoy embarazada y me duele mucho | el bebe no se mueve
  | ya no quiero vivir | me quiero morir | mi esposo me pega | se me hincho la cara | tiene los labios morados
  | veo borroso y mareada | me voy a desmayar | dolor muy fuerte de estomago | no aguanto el dolor
  | llamen una ambulancia | se me sale el corazon | se esta ahogando | convulsiono
    | my pressure pills aint helpin and im seein double | she aint breathin right
    | he keeps passin out on me | cant stop throwin up blood | baby aint moved in 2 days
    | i havent felt any kicks today | baby quit kickin since last night
    | nose been bleedin for an hour wont quit | he's chokin | my arm went numb n my mouth droopin
    | im seizin | the chainsaw got my hand | ran over my foot with the tractor | horse kicked me in the head
    | bull stepped on my chest | fell off the roof | fell off a ladder cant move | bit by a rattlesnake
    | copperhead got me | black widow bit me and its spreading | i think i broke my neck | bone stickin out
    | finger hangin off | smoke inhalation from the fire | breathed in chlorine fumes
    | mixed bleach and ammonia feel sick | grandma wont wake up | mom is not responding to me
    | he's slumped over | found my dad on the kitchen floor | took my moms heart pills by accident
    | toddler swallowed a magnet | kid drank windex | my vision just went | one pupil is bigger
    | i cant feel my face | heart keeps skippin and im sweatin | chest hurtin bad
    | feels like somebody sittin on my chest | cant catch my breath | lips swole up after shrimp
    | tongue is swellin | hives all over and throat itchy | sugar is 512 | sugar reads HI on the meter
    | pump failed and im pukin, ketones high | no pee in 12 hrs and baby is floppy
    | soft spot is sunken and no wet diapers | 6 week old has fever 101
    | i want to go to sleep and not wake up | nobody would miss me | i have the pills in my hand
    | thinkin about hurtin myself | my stitches busted open | red streaks goin up my leg and fever
    | leg is swole and hot, dr said watch for clots | calf swollen hurts and short winded
    | no siento al bebe desde ayer | no he sentido al bebe moverse | el bebe dejo de moverse
    | no se le quita el sangrado | me esta saliendo mucha sangre | se le fue el aire al nene
    | se quedo sin respirar | se puso morado | le dio un ataque y no vuelve en si
    | se trago una moneda y no puede tragar | me pico un alacran y se me duerme la boca | se cayo del techo
    | me cayo una viga en la cabeza | me corte el dedo y no para de sangrar | se me fue un lado de la cara
    | mi abuelo no habla y se le tuerce la boca | tengo 8 meses y estoy sangrando
    | se me salio el liquido y estoy embarazada | la nina tiene 41 de fiebre y esta temblando
    | me duele el pecho y sudo frio | ya no tengo fuerzas para seguir viviendo
    | quiero desaparecer para siempre | tome cloro por error | me siento morir`)
const EVERYDAY = texts(`
  im dying 💀 lol | the jets are killing me man | this ear is killing me | im dead 😂 ok friday | this traffic is killing me lol | emergency at work (im fine)
  | work emergency cant make it | family emergency, cant come | casi me da un infarto jaja
  | my back hurts as usual | i have a headache | my knee is sore | chest cold is gone
  | follow up on my blood pressure | blood work please | need blood drawn | refill my blood pressure pills
  | i take my pills at night | took my meds this morning | do i take all my meds before | my son has a cold
  | baby checkup friday | weeks from now | 2 weeks from tomorrow | my shoulder is stiff
  | i cant walk to the bus friday | cant see the doctor tuesday | cant see any times | i cant see the options
  | cant stand mornings | cant talk now | cant talk rn im at work | sorry cant talk | fell asleep
  | i fell behind | i fell asleep early | my fingers are tired of texting | my hands are full
  | on the other side of town | im on the other side of town | no fever anymore | physical therapy for my arm
  | my leg is better | broke my phone | water bill | ear infection is better | mi brazo esta mejor
  | cita para la presion | me duele la rodilla | dolor de espalda como siempre | tomo pastillas para la presion
  | tomo muchas vitaminas | se me durmio el gallo | me quede dormida | estoy muriendo de risa
  | 2 meses de embarazo | tengo 3 meses de embarazo, el viernes | sin dolor gracias | presion 120 sobre 80
  | vista examen | no veo las opciones | no puedo hablar ahora | no puedo caminar hasta alla
  | no puedo ver a la doctora el martes
    | im just chillin at home | quit texting me | havent felt like going | dont feel like coming
    | the baby is moving to solids fine | my skin is itchin | im movin to texas | cant stop laughin
    | dont feel any better | my baby isnt walking yet | i fell off my diet | i broke my phone
    | found my dads card on the floor | the bus got me there late | my car hit a pothole so i cant come
    | truck broke down on my way | dog ate my paperwork | my dog bit the mailman lol
    | he kicked me off his insurance | i have the pills in my purse what dose | refill my insulin pump
    | gas money is short | im out of gas | media hora tarde | se me fue el camion | se me fue la luz
    | me cayo el sueldo | estoy embarazada, el viernes | no tengo ganas de ir | mitad de semana esta bien
    | the mower got me busy | saw dr lee last year about my back | i saw the text and it hit me`)

describe('an emergency', () => {
  it.each(EMERGENCIES)('%j', (text) => {
    expect(findUrgent(text)).not.toBeNull()
  })

  it.each(EVERYDAY)('is not %j', (text) => {
    expect(findUrgent(text)).toBeNull()
  })

  it('is one without laughter, and with a sign of the body beside it', () => {
    expect(findUrgent('im dying')).not.toBeNull()
    expect(findUrgent('im dying lol')).toBeNull()
    expect(findUrgent('im dying lol but really my chest hurts')).not.toBeNull()
  })
})
