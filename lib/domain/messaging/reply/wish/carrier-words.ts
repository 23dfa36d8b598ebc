/**
 * The words in which people say that a time does not suit, that another is wanted, or that a visit is to be moved or given up. A word
 * that is on no list here is about something else: where it stands beside such a wish, a person asks. None of them tells what was.
 */

const list = (text: string) => text.trim().split(/\s+/)

const ENGLISH = list(`
  i im ill id ive me my mine myself we weve us our you u ur your yall ya he hes she shes they theyre them it its itll those these that
  thats this there theres the a an of to in on at by for from with w into than then as or and but not no nope nah nop yes yeah yep ok
  okay k do does dont doesnt can cant cannot could couldnt would wouldnt will wont be is are am r isnt arent aint some any all both
  each every either neither none nun nothing zero anything something anytime sometime someone somebody anyone anybody one ones two
  three single whole entire other others another else different diffrent diff more less what whats which when how if so just only
  really very even still yet rather instead besides except again ever please pls plz thanks thank thx ty sorry unfortunately afraid hi
  hello hey oh ugh um well like lol have has got gotta get getting need needs needing want wanna wants would prefer prefers wish love
  hope hoping looking trying try going gonna go come comes coming make makes making take takes taking give do doing see be been able
  unable possible impossible chance available unavailable free open opening openings availability busy booked better best good great
  fine nice ideal perfect easier work works working suit suits fit fits bad hard tough rough out early earlier earliest soon sooner
  soonest late later latest last next first after before until till til around about between through during since starting past
  following week weeks weekend weekends weekday weekdays day days time times date dates month months hour hours morning mornings
  afternoon afternoons evening evenings night nights noon lunch midday today tonight tomorrow tmrw slot slots spot spots option options
  choice choices appointment appointments appt appts apt apts visit visits booking checkup schedule calendar doctor doctors dr doc
  provider lady woman man female male anyway anymore away off up over long far much many lot way kind asap ish new thanksgiving
  christmas xmas holidays year years half show find offer propose suggest feasible thing same dear honey hun hon sweetie sir maam
  regards kindly name must longer attend show nvm nevermind actually anyways now authorize em may too tomorrows squeeze put book set preferably ideally
  possibly usually always normally generally mostly window willing happy start end beginning mid quick quickly close closer near further
  wondering could use weeknight weeknights min hr hrs am pm boss bro dude guys lets keep someone imma ima books`)

const SPANISH = list(`
  el la los las un una unos unas lo le les al del de a en por para pa con sin y e o u ni que q si no se es son esta estan estoy ando
  sea seria ser mi mis su sus me nos te yo usted ustedes ella ellos eso esa ese esos esas este estos estas esto otra otro otras otros
  ninguna ninguno ningun ningunas nel nada nadie algo alguna alguno algun algunas algunos mas menos muy mucho tan ya todavia aun solo
  nomas solamente hay habra habria haber tiene tienen tienes tendra tendran tendras tendria tengo tenemos tenga tengan puede pueden
  puedo podemos podria podrian podre poder voy vamos va van ir ire iremos venir quiero queremos quisiera quiere necesito necesitamos
  ocupo busco prefiero preferiria prefiere gustaria deme denme dame den dar darme pongame ponganme ponme sirve sirven queda quedan
  quedaria viene vienen vendria conviene convienen funciona funcionan acomoda acomodan cuadra mejor bien mal dia dias hora horas
  horario horarios fecha fechas cita citas turno turnos opcion opciones consulta semana semanas mes enero antes despues luego tarde
  tardes tardecita temprano tempranito pronto manana mananas noche noches mediodia sabadito sabaditos proxima proximo siguiente libre
  disponible disponibles posible imposible favor porfa porfavor xfa x gracias siento disculpe disculpen perdon hola buenas buenos
  doctora dra medico cualquier cualquiera alcanzo llego llegar entre hasta desde partir como tipo cerca asi entonces pues bueno ay
  primera ultima hoy mismo misma toda todo todas todos delante adelante reina amor vida hace falta pal abren abre
  espacio espacios cupo hueco libres finde fin fines principio principios finales mediados unico unica aparte preferiblemente
  preferible preferencia rato acomodar acomodarme verme ver tuviera tuvieran hubiera pudiera pudieran querria queria deseo desearia fuera  asistir asistire presentarme lugar`)

/** What keeps people from coming, and who brings them. */
const REASONS = list(`
  lets gets ends starts job shift shifts school class classes court trial jury duty meeting meetings training exams exam finals ride rides car drive
  drives driving town country state trip vacation travel traveling travelling road home college daycare sitter kids kid son
  daughter husband wife mom mother dad father sister brother aide surgery chemo dialysis therapy camp call deployed rehab stuck conflict
  conflicts conflicting teach teaching
  trabajo trabajar trabaja chamba escuela clase clases viaje fuera ciudad pais carro aventon hijo hija esposo esposa mama papa marido
  salgo entro descanso corte llevar lleva llevarme working`)

/** What is done to a visit that stands. */
const ACTS = list(`
  move moving change changing switch switching rescheduling pushing postponing bump push swap shift slide scoot post pone postpone delay rebook reschedule reschedual resched redo pick
  mover muevan mueva cambiar cambie cambien pasar pasen pase recorrer reprogramar reagendar aplazar posponer atrasar adelantar
  cancel canceling cancelling cancle skip drop withdraw forfeit call scrap scratch void cancelar cancele cancelen anular anulen anulad
  quita quiten quitar borrar borren`)

const WORDS = new Set([...ENGLISH, ...SPANISH, ...ACTS])
const REASON_WORDS = new Set(REASONS)

export const isCarrierWord = (word: string): boolean => WORDS.has(word)
export const isReasonWord = (word: string): boolean => REASON_WORDS.has(word)
