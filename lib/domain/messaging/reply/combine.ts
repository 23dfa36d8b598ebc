export const words = (text: string) => text.trim().split(/\s+/)
/** What stands between bars; nothing before the first bar is the empty part. */
export const parts = (text: string) => text.split('|').map((part) => part.trim().replace(/\s+/g, ' '))
/** Every way to go through the parts in order; a part may hold the empty string. */
export const combine = (...columns: readonly (readonly string[])[]): string[] =>
  columns
    .reduce((all, part) => all.flatMap((head) => part.map((next) => `${head} ${next}`)), [''])
    .map((phrase) => phrase.replace(/ +/g, ' ').trim())
