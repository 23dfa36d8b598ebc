import { describe, expect, it } from 'vitest'
import { safeNext } from './safe-next.ts'

const ORIGIN = 'https://clinic.example'

describe('the way back after signing in', () => {
  it('is a page of this site, with its query', () => {
    expect(safeNext('/conversations/1?view=needs#x', ORIGIN)).toBe('/conversations/1?view=needs#x')
  })

  it.each([
    'https://evil.example/',
    '//evil.example/x',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n//evil.example',
    'javascript:alert(1)',
    '/api/auth/signout',
    '/sign-in?next=/sign-in',
    '',
    null,
    undefined,
  ])('is Today instead of %j', (next) => {
    expect(safeNext(next, ORIGIN)).toBe('/today')
  })
})
