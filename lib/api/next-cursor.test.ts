import { describe, expect, it } from 'vitest'
import { nextCursor } from './next-cursor.ts'

describe('the next page of a list that is a bare array', () => {
  it('is named in the Link header, as a path or as a whole address', () => {
    expect(nextCursor('</api/messages?limit=40&cursor=a%2Bb%3D>; rel="next"')).toBe('a+b=')
    expect(nextCursor('<https://clinic.example/api/agents?cursor=x1>; rel="next"')).toBe('x1')
  })

  it('is found among other links, whatever the order of their parameters', () => {
    expect(nextCursor('</api/x?cursor=old>; rel="prev", </api/x?cursor=new>; title="more"; rel=next')).toBe(
      'new',
    )
  })

  it('is not there on the last page', () => {
    expect(nextCursor(null)).toBeNull()
    expect(nextCursor('</api/x?cursor=old>; rel="prev"')).toBeNull()
    expect(nextCursor('nonsense')).toBeNull()
  })
})
