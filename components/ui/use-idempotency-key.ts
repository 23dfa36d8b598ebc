'use client'

import { useState } from 'react'
import { newIdempotencyKey } from '#lib/api/idempotency.ts'

/** One key per intended effect: it stays for every retry, until `renew` after success. */
export function useIdempotencyKey(): [key: string, renew: () => void] {
  const [key, setKey] = useState(newIdempotencyKey)
  return [key, () => setKey(newIdempotencyKey())]
}
