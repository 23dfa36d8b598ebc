const KEY_BYTES = 16

/**
 * A key for one intended effect: made when a dialog opens, sent with every try, so that a second click or a retry after
 * a broken connection has no second effect. `crypto.randomUUID` is missing on plain http, this is not.
 */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Keys where each choice is an intent of its own, such as the time that is booked: the same choice keeps its key for every
 * try, another one gets another. However much a choice holds, its key is short.
 */
export function idempotencyKeys(): (choice: unknown) => string {
  const keys = new Map<string, string>()
  return (choice) => {
    const name = JSON.stringify(choice)
    const key = keys.get(name) ?? newIdempotencyKey()
    keys.set(name, key)
    return key
  }
}
