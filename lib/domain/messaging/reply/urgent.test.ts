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
  | llamen una ambulancia | se me sale el corazon | se esta ahogando | convulsiono`)
const EVERYDAY = texts(`
  im dying 💀 lol | im dead 😂 ok friday | this traffic is killing me lol | emergency at work (im fine)
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
  | no puedo ver a la doctora el martes`)

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
