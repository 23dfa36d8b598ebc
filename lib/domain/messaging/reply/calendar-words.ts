const indexed = (words: string, first: number) =>
  new Map(
    words
      .split(' ')
      .flatMap((group, index) => group.split('|').map((word) => [word, index + first] as const)),
  )

/** No "to", "too", "for", "won" or "ate", whatever the phone made of them. */
export const NUMBER_WORDS = indexed(
  'one|uno two|dos three|tres four|cuatro five|cinco six|seis seven|siete eight|ocho nine|nueve ten|diez eleven|once twelve|doce',
  1,
)
export const ORDINAL_WORDS = indexed(
  'first|primera|primero|primer second|segunda|segundo third|tercera|tercero|tercer fourth|cuarta|cuarto fifth|quinta|quinto sixth seventh eighth ninth',
  1,
)
/** Dates are masculine in Spanish: these are lines of a list. */
export const FEMININE_ORDINALS = new Set('primera segunda tercera cuarta quinta'.split(' '))
/** ISO weekdays, Monday 1. */
export const WEEKDAYS = indexed(
  'mon|monday|lunes tue|tues|tuesday|martes wed|weds|wednesday|miercoles thu|thur|thurs|thursday|jueves fri|friday|viernes sat|saturday|sabado sun|sunday|domingo',
  1,
)
export const MONTHS = indexed(
  'jan|january feb|february mar|march apr|april may jun|june jul|july aug|august sep|sept|september oct|october nov|november dec|december',
  1,
)
export const MINUTE_WORDS = new Map([
  ['fifteen', 15],
  ['thirty', 30],
  ['fortyfive', 45],
])
export const DAYPARTS = ['morning', 'afternoon', 'evening'] as const
export type Daypart = (typeof DAYPARTS)[number]

/** Local hours, half-open, as people use the words. */
export const DAYPART_HOURS: Record<Daypart, readonly [from: number, to: number]> = {
  morning: [0, 12],
  afternoon: [12, 18],
  evening: [17, 24],
}
