'use client'

import { useState } from 'react'
import { idempotencyKeys, newIdempotencyKey } from '#lib/api/idempotency.ts'

/** One key per intended effect: it stays for every retry, until `renew` after success. */
export function useIdempotencyKey(): [key: string, renew: () => void] {
  const [key, setKey] = useState(newIdempotencyKey)
  return [key, () => setKey(newIdempotencyKey())]
}

/** One key per choice, where choosing something else is another intent. All are new after `renew`. */
export function useIdempotencyKeys(): [keyFor: (choice: unknown) => string, renew: () => void] {
  const [keys, setKeys] = useState(() => ({ keyFor: idempotencyKeys() }))
  return [keys.keyFor, () => setKeys({ keyFor: idempotencyKeys() })]
}
