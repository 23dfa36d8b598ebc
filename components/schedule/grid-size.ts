export const HOUR_MINUTES = 60
/** Tall enough that the shortest usual visit, 15 minutes, still carries a line of text. */
const HOUR_PX = 72

export const pixels = (minutes: number) => (minutes * HOUR_PX) / HOUR_MINUTES
