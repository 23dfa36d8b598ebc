import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { loadEnvironment, parseEnv } from './env-file.mjs'

it('reads bare, quoted and empty values, and leaves comments out', () => {
  const text = [
    '# a comment',
    'HOST=127.0.0.1',
    'export PORT = 8080  # the port',
    'EMPTY=',
    'DOUBLE="two\\nlines # no comment" # a comment',
    "SINGLE='as $it \\n is'",
    'PASSWORD=pa$$w#rd',
  ].join('\r\n')
  expect(parseEnv(text)).toEqual({
    HOST: '127.0.0.1',
    PORT: '8080',
    EMPTY: '',
    DOUBLE: 'two\nlines # no comment',
    SINGLE: 'as $it \\n is',
    PASSWORD: 'pa$$w#rd',
  })
})

it('names the line that it cannot read, and not what is in it', () => {
  expect(() => parseEnv('HOST=x\nmy secret')).toThrow('Line 2 of .env is not of the form NAME=value.')
})

it('lets the real environment win, also with an empty value', () => {
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-env-'))
  try {
    writeFileSync(join(folder, '.env'), 'A=file\nB=file\nC=file\n')
    expect(loadEnvironment(folder, { B: 'real', C: '' })).toEqual({ A: 'file', B: 'real', C: '' })
    expect(loadEnvironment(join(folder, 'nowhere'), { B: 'real' })).toEqual({ B: 'real' })
  } finally {
    rmSync(folder, { recursive: true })
  }
})
