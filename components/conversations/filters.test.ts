import { describe, expect, it } from 'vitest'
import { NO_FILTER, readListState, toFilters, writeListState } from './filters.ts'

describe('the filters of the inbox', () => {
  it('survive the address bar', () => {
    const state = {
      view: 'needs',
      status: 'expired',
      provider: 'p1',
      clinic: 'all',
      isArchive: true,
      q: 'maria',
    } as const
    expect(readListState(new URLSearchParams(writeListState(state)))).toEqual(state)
  })

  it('leave the address clean when nothing is set', () => {
    expect(writeListState(NO_FILTER)).toBe('')
  })

  it('ignore what the address bar makes up', () => {
    expect(readListState(new URLSearchParams('view=hacked&status=odd'))).toEqual(NO_FILTER)
  })

  it('ask for the clinic of the frame unless another or all are chosen', () => {
    expect(toFilters(NO_FILTER, 'c1').clinic_id).toBe('c1')
    expect(toFilters({ ...NO_FILTER, clinic: 'c2' }, 'c1').clinic_id).toBe('c2')
    expect(toFilters({ ...NO_FILTER, clinic: 'all' }, 'c1').clinic_id).toBeUndefined()
  })

  it('leave the archive out unless it is chosen', () => {
    expect(toFilters(NO_FILTER, 'c1').archived).toBeUndefined()
    expect(toFilters({ ...NO_FILTER, isArchive: true }, 'c1').archived).toBe('true')
  })

  it('let a chosen status narrow what the chip Waiting asks for', () => {
    expect(toFilters({ ...NO_FILTER, view: 'waiting' }, 'c1').status).toBe('awaiting_response')
    expect(toFilters({ ...NO_FILTER, view: 'waiting', status: 'expired' }, 'c1').status).toBe('expired')
  })
})
