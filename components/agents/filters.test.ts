import { describe, expect, it } from 'vitest'
import { hasFilter, NO_FILTER, readFilters, readMessageId, toMessageFilters } from './filters.ts'

const read = (text: string) => {
  const params = new URLSearchParams(text)
  return readFilters((name) => params.get(name) ?? undefined)
}

describe('the filters in the address', () => {
  it('are read, and what is not known counts as not set', () => {
    expect(read('status=failed&agent=recall-bot&type=task&conversation=conv_1')).toEqual({
      status: 'failed',
      agent: 'recall-bot',
      type: 'task',
      conversation: 'conv_1',
    })
    expect(read('status=sleeping&message=x')).toEqual(NO_FILTER)
    expect(hasFilter(read('message=x'))).toBe(false)
    expect(hasFilter(read('type=task'))).toBe(true)
  })

  it('name the open message by its id alone, never another address', () => {
    const id = '01a1fd95-8448-7309-b635-030467e93458'
    const open = (message: string | undefined) => readMessageId(() => message)
    expect(open(id)).toBe(id)
    for (const text of [undefined, '', '.', '..', '../agents', `${id}/status`])
      expect(open(text)).toBeUndefined()
  })

  it('become what the API is asked', () => {
    expect(toMessageFilters(read('agent=recall-bot&conversation=c'))).toEqual({
      status: undefined,
      agent_id: 'recall-bot',
      message_type: undefined,
      conversation_id: 'c',
    })
  })
})
