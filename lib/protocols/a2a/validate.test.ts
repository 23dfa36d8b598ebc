import { describe, expect, it } from 'vitest'
import { checkListQuery, checkMediaType, checkParams, checkSend, MAX_PARTS } from './validate.ts'

const message = (fields: object) => ({
  message: { messageId: 'm1', role: 'ROLE_USER', parts: [{ text: 'Hello' }], ...fields },
})

/** The name of the error that the check throws; null when it throws none. */
function errorOf(check: () => void): string | null {
  try {
    check()
    return null
  } catch (error) {
    return (error as Error).name
  }
}

describe('checkSend', () => {
  it.each([
    ['a text', message({})],
    ['data', message({ parts: [{ data: { action: 'x' } }] })],
    ['0.3', message({ role: 'user', parts: [{ kind: 'text', text: 'Hello' }] })],
    ['snake case', { message: { message_id: 'm1', role: 'ROLE_USER', parts: [{ text: 'Hello' }] } }],
    ['a media type', message({ parts: [{ text: 'Hello', mediaType: 'text/plain; charset=utf-8' }] })],
  ])('takes %s', (_what, params) => {
    expect(errorOf(() => checkSend(params))).toBeNull()
  })

  it.each([
    ['no message', {}],
    ['a list', []],
    ['no messageId', message({ messageId: '' })],
    ['a messageId that is none', message({ messageId: 7 })],
    ['a messageId without end', message({ messageId: 'x'.repeat(129) })],
    ['a context without end', message({ contextId: 'x'.repeat(129) })],
    ['a control character', message({ contextId: 'a\u0000b' })],
    ['no role', message({ role: undefined })],
    ['the agent’s role', message({ role: 'ROLE_AGENT' })],
    ['no parts', message({ parts: [] })],
    ['too many parts', message({ parts: Array.from({ length: MAX_PARTS + 1 }, () => ({ text: 'x' })) })],
    ['an empty part', message({ parts: [{}] })],
    ['two contents in one part', message({ parts: [{ text: 'x', data: {} }] })],
    ['a text that is none', message({ parts: [{ text: { a: 1 } }] })],
    ['a text without end', message({ parts: [{ text: 'x'.repeat(20_000) }] })],
    ['a negative history', { ...message({}), configuration: { historyLength: -1 } }],
    ['a history in part', { ...message({}), configuration: { history_length: 1.5 } }],
    ['a configuration that is none', { ...message({}), configuration: 'fast' }],
  ])('refuses %s', (_what, params) => {
    expect(errorOf(() => checkSend(params))).toBe('RequestMalformedError')
  })

  it.each([
    ['bytes', { raw: 'eA==' }],
    ['an address of a file', { url: 'https://files.example/x.pdf' }],
    ['a file of 0.3', { kind: 'file', file: { uri: 'https://files.example/x.pdf' } }],
    ['another media type', { text: 'x', mediaType: 'image/png' }],
  ])('names %s as a type of content that is not read here', (_what, part) => {
    expect(errorOf(() => checkSend(message({ parts: [part] })))).toBe('ContentTypeNotSupportedError')
  })
})

describe('checkListQuery', () => {
  it.each([
    { pageSize: 0 },
    { pageSize: 101 },
    { page_size: 1.5 },
    { historyLength: -1 },
    { statusTimestampAfter: 'yesterday' },
    { status: 'BUSY' },
  ])('refuses %j', (query) => {
    expect(errorOf(() => checkListQuery(query))).toBe('RequestMalformedError')
  })
  it('takes what the specification names', () => {
    const query = {
      pageSize: 100,
      historyLength: 0,
      status: 'TASK_STATE_WORKING',
      statusTimestampAfter: '2026-11-23T15:00:00Z',
    }
    expect(errorOf(() => checkListQuery(query))).toBeNull()
  })
})

it('looks at the parameters of each method that has any to check', () => {
  expect(errorOf(() => checkParams('message/send', {}))).toBe('RequestMalformedError')
  expect(errorOf(() => checkParams('GetTask', { id: 'x', historyLength: -1 }))).toBe('RequestMalformedError')
  expect(errorOf(() => checkParams('ListTasks', { pageSize: 0 }))).toBe('RequestMalformedError')
  expect(errorOf(() => checkParams('CancelTask', {}))).toBeNull()
})

it('reads as JSON what is called JSON', () => {
  for (const type of [null, 'application/json', 'application/a2a+json', 'Application/JSON; charset=utf-8'])
    expect(errorOf(() => checkMediaType(type))).toBeNull()
  for (const type of ['text/plain', 'application/xml', 'application/jsonish'])
    expect(errorOf(() => checkMediaType(type))).toBe('ContentTypeNotSupportedError')
})
