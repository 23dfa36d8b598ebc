import { describe, expect, it } from 'vitest'
import { isWrite, requireOwnOrigin } from './origin.ts'

const check = (origin: string | null, host: string | null, base: string | null = null) => {
  const headers = new Headers()
  if (origin !== null) headers.set('origin', origin)
  if (host !== null) headers.set('host', host)
  return () => requireOwnOrigin(headers, base)
}

describe('the origin of a write', () => {
  it.each([
    ['http://localhost:10003', 'localhost:10003', null],
    ['http://LOCALHOST:10003', 'localhost:10003', null],
    ['https://clinic.example', 'clinic.example', null],
    ['https://clinic.example', 'clinic.example:443', null],
    ['http://clinic.example', 'clinic.example:80', null],
    ['http://[::1]:10003', '[::1]:10003', null],
    ['https://clinic.example', '10.0.0.1:10003', 'https://clinic.example'],
  ])('%s is ours when %s is called (public: %s)', (origin, host, base) => {
    expect(check(origin, host, base)).not.toThrow()
  })

  it.each([
    [null, 'clinic.example', null],
    ['null', 'clinic.example', null],
    ['', 'clinic.example', null],
    ['clinic.example', 'clinic.example', null],
    ['file://clinic.example', 'clinic.example', null],
    ['https://clinic.example.evil.example', 'clinic.example', null],
    ['https://evil.example', 'clinic.example', 'https://clinic.example'],
    ['http://clinic.example', '10.0.0.1', 'https://clinic.example'],
    ['https://clinic.example:8443', 'clinic.example', null],
    ['https://clinic.example', null, null],
  ])('%s is not ours when %s is called (public: %s)', (origin, host, base) => {
    expect(check(origin, host, base)).toThrow(expect.objectContaining({ code: 'forbidden' }))
  })

  it('matters for everything that is no read', () => {
    expect(['GET', 'HEAD', 'OPTIONS'].map(isWrite)).toEqual([false, false, false])
    expect(['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'].map(isWrite)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ])
  })
})
