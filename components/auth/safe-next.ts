const FALLBACK = '/today'

/**
 * Where to go after signing in: a path of this site only. Anything a browser could read as another host (`//x`, `/\x`,
 * a scheme, control characters) leads to Today instead.
 */
export function safeNext(next: string | null | undefined, origin: string): string {
  if (next === null || next === undefined || !next.startsWith('/')) return FALLBACK
  try {
    const url = new URL(next, origin)
    if (url.origin !== origin || url.pathname.startsWith('/api/') || url.pathname === '/sign-in')
      return FALLBACK
    return `${url.pathname}${url.search}${url.hash}`
  } catch {
    return FALLBACK
  }
}
