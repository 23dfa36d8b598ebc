const indexed = (words: string, first: number) =>
  new Map(
    words
      .split(' ')
      .flatMap((group, index) => group.split('|').map((word) => [word, index + first] as const)),
  )

/** No "to", "too", "for", "won" or "ate", whatever the phone made of them. */
export const NUMBER_WORDS = indexed(
  'one|uno two|dos three|tres four|cuatro five|cinco six|seis seven|siete eight|ocho nine|nueve ten|diez eleven|once twelve|doce thirteen|trece fourteen|catorce fifteen|quince sixteen|dieciseis seventeen|diecisiete eighteen|dieciocho nineteen|diecinueve twenty|veinte',
  1,
)
/** "A la una"; anywhere else it is an article. */
export const SPANISH_ONE = 'una'
export const ORDINAL_WORDS = indexed(
  'first|primera|primero|primer second|segunda|segundo third|tercera|tercero|tercer fourth|cuarta|cuarto fifth|quinta|quinto sixth|sexta|sexto seventh|septima|septimo eighth|octava|octavo ninth|novena|noveno tenth|decima|decimo eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth',
  1,
)
/** Dates are masculine in Spanish: these are lines of a list. */
export const FEMININE_ORDINALS = new Set(
  'primera segunda tercera cuarta quinta sexta septima octava novena'.split(' '),
)
/** ISO weekdays, Monday 1. */
export const WEEKDAYS = indexed(
  'mon|monday|lunes tue|tues|tuesday|tuseday|teusday|martes wed|weds|wednesday|wensday|wendsday|wednsday|miercoles thu|thur|thurs|thursday|jueves fri|friday|viernes sat|saturday|sabado sun|sunday|domingo',
  1,
)
export const MONTHS = indexed(
  'jan|january|enero|ene feb|february|febrero mar|march|marzo apr|april|abril|abr may|mayo jun|june|junio jul|july|julio aug|august|agosto|ago sep|sept|september|septiembre|setiembre oct|october|octubre nov|november|noviembre dec|december|diciembre|dic',
  1,
)
export const MINUTE_WORDS = new Map([
  ['fifteen', 15],
  ['thirty', 30],
  ['fortyfive', 45],
  ['quince', 15],
  ['treinta', 30],
])
export const DAYPARTS = ['morning', 'afternoon', 'evening'] as const
export type Daypart = (typeof DAYPARTS)[number]

/** Local hours, half-open, as people use the words. */
export const DAYPART_HOURS: Record<Daypart, readonly [from: number, to: number]> = {
  morning: [0, 12],
  afternoon: [12, 18],
  evening: [17, 24],
}
