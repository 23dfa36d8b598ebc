const NORTH_AMERICA = /^\+1(\d{3})(\d{3})(\d{4})$/

/** `(415) 555-0117` for North American numbers, other E.164 numbers as they are. */
export function formatPhone(e164: string): string {
  return e164.replace(NORTH_AMERICA, '($1) $2-$3')
}
