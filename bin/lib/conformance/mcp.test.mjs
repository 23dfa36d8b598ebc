import { expect, test } from 'vitest'
import { readRequired, readSummary } from './mcp.mjs'

const OUTPUT = `=== SUMMARY ===
✓ tools-list: 4 passed, 0 failed
✗ prompts-list: 1 passed, 1 failed
✗ tasks-lifecycle: 1 passed, 8 failed

Total: 6 passed, 9 failed

Expected failures (in baseline):
  ~ prompts-list:prompts-list
`

const LIST = `Required for 2026-07-28 (3 scenarios, frozen):

Server scenarios (test against a server):
  - tools-list
  - prompts-list

Client scenarios (test against a client):
  - tools_call
`

test('the summary of the MCP kit is counted without what the revision does not require', () => {
  const required = readRequired(LIST)
  expect([...required]).toEqual(['tools-list', 'prompts-list'])
  expect(readSummary(OUTPUT, required)).toEqual({ scenarios: 2, passed: 1, checks: 5, expected: 1 })
})
