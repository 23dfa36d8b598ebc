import { expect, test } from 'vitest'
import { missingFor, readReport } from './a2a.mjs'

const XML = `<?xml version="1.0"?><testsuites><testsuite>
<testcase classname="tests.a" name="one" time="0.1" />
<testcase classname="tests.a" name="two[x]" time="0.1"><failure message="no">trace</failure></testcase>
<testcase classname="tests.a" name="three" time="0.1"><skipped type="pytest.skip" /></testcase>
<testcase classname="tests.a" name="four"><error message="set up">trace</error></testcase>
</testsuite></testsuites>`

test('the report of the kit is counted by what each test came to', () => {
  expect(readReport(XML)).toEqual({ passed: 1, skipped: 1, failed: ['tests.a.two[x]', 'tests.a.four'] })
})

test('without the kit it says what to do, and is no failure', () => {
  expect(missingFor({})).toMatch(/A2A_TCK_DIR is not set/)
  expect(missingFor({ A2A_TCK_DIR: '/nowhere' })).toMatch(/no tests\/compatibility/)
})
