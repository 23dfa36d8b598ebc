const NEXT = /<([^>]*)>\s*;[^,]*\brel="?next"?/i

/**
 * The cursor of the next page from a `Link: </api/messages?cursor=abc>; rel="next"` header (RFC 8288); null on the last
 * page, which has none.
 */
export function nextCursor(link: string | null): string | null {
  const target = link === null ? undefined : NEXT.exec(link)?.[1]
  // Any origin will do: an address with a path alone is as good as a whole one.
  return target === undefined ? null : new URL(target, 'http://api').searchParams.get('cursor')
}
