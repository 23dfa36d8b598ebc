import type { Language } from '../language.ts'
import { plainWords } from './words.ts'

/** Words that are of one language alone, as far as patients' texts go. Names, numbers and "no" are of both. */
const MARKERS: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set(
    `the i im ill id you your please thanks thank yes yeah yep for with and my is are it works work can cant could would
    do dont does want need have what when where how on at this that these those none of option first second third
    morning afternoon evening tomorrow today next week day time appointment monday tuesday wednesday thursday friday
    saturday sunday not any anything later earlier after before good great sounds sorry hi hello sure cancel reschedule`
      .trim()
      .split(/\s+/),
  ),
  es: new Set(
    `el los las una para con por favor gracias hola si quiero puedo tengo necesito mi cita que como cuando donde cual
    cuanto ninguna ninguno primera segunda tercera opcion manana tarde noche lunes martes miercoles jueves viernes sabado
    domingo semana proxima dia hora otro otra buenos buenas dias sirve bien esta estoy cancelar cambiar despues antes
    mas temprano dos tres uno al del hoy prefiero tiene hay algo disculpe perdon claro quisiera gustaria`
      .trim()
      .split(/\s+/),
  ),
}

/** A word or two of one language and none of the other. */
const LEAST_MARKERS = 2

/** The language of a text, when it is clear; null for numbers, names, single words and mixtures. */
export function readLanguage(text: string): Language | null {
  const words = plainWords(text).split(' ')
  const count = (language: Language) => words.filter((word) => MARKERS[language].has(word)).length
  const [en, es] = [count('en'), count('es')]
  if (es >= LEAST_MARKERS && es > en * 2) return 'es'
  return en >= LEAST_MARKERS && en > es * 2 ? 'en' : null
}
