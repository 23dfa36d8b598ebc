import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { MAX_SMS_CHARACTERS } from '../schema.ts'

/** What one word can be read as in two ways, said over and over and then not as a pattern wants it. */
const REPEATED: readonly [start: string, again: string, end: string][] = [
  ['', '? ok ', ''],
  ['then ', 'ok then ', 'c'],
  ['no sms ', 'por favor ', 'n'],
  ['sacme porf', 'a por favor porf', 'a sacme'],
  ['baja y', 'a por favor y', 'a stop'],
  ['this is her son ', 'she says ', 'x'],
  ['1 ', 'sorry no wait ', 'fat thumbs'],
]
/** Trying both ways each time takes longer than anybody waits; one way takes milliseconds. */
const HANGS_AFTER_MS = 60_000

const READ = `
  const { readReply } = await import('./lib/domain/messaging/reply.ts')
  const { EVAL_CONTEXTS } = await import('./lib/domain/messaging/eval/contexts.ts')
  console.log(readReply(process.argv[1], EVAL_CONTEXTS.three).kind)`

/** In a process of its own: a pattern that hangs cannot be stopped from within. */
function read(text: string): string {
  const args = ['--input-type=module', '--eval', READ, text]
  return execFileSync(process.execPath, args, { encoding: 'utf8', timeout: HANGS_AFTER_MS }).trim()
}

it.each(REPEATED)(
  'a text of %j and %j over and over is read as any other',
  (start, again, end) => {
    const times = Math.floor((MAX_SMS_CHARACTERS - start.length - end.length) / again.length)
    expect(read(start + again.repeat(times) + end)).toBe('unclear')
  },
  HANGS_AFTER_MS * 2,
)
