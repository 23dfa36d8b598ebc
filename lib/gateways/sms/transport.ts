import { classifyCarrierError } from '#lib/domain/messaging/carrier-errors.ts'

/** Reads a property of a value of which nothing is known. */
export const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined

/** Certificate faults of any kind come from before the request is written. */
const CERTIFICATE_FAULT = /CERT|ISSUER|^ERR_TLS/

/**
 * The code of a call that got no answer, as the error tables know it. A failed connect is `EHOSTUNREACH` whatever its own
 * code: a connect that timed out has the same ETIMEDOUT as an answer that did, and only the second may have been sent.
 * What nobody knows is `ERR_NETWORK`, which counts as perhaps sent.
 */
export function transportCodeOf(error: unknown): string {
  const cause = fieldOf(error, 'cause')
  const errors = [error, cause, fieldOf(error, 'errors'), fieldOf(cause, 'errors')].flat()
  const isString = (value: unknown): value is string => typeof value === 'string'
  const code = errors.map((each) => fieldOf(each, 'code')).find(isString)
  const isConnect = errors.some((each) => fieldOf(each, 'syscall') === 'connect')
  if (isConnect && code !== 'ECONNREFUSED') return 'EHOSTUNREACH'
  if (code === undefined) return 'ERR_NETWORK'
  if (classifyCarrierError('mock', code).isKnown) return code
  return CERTIFICATE_FAULT.test(code) ? 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' : 'ERR_NETWORK'
}
