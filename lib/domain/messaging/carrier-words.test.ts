import { describe, expect, it } from 'vitest'
import { AWS_OPT_OUT_WORDS, readCarrierWord, TWILIO_OPT_OUT_WORDS } from './carrier-words.ts'

const read = (text: string, is_opted_out = false) => readCarrierWord(text, { is_opted_out })

describe('readCarrierWord', () => {
  it.each([...TWILIO_OPT_OUT_WORDS, ...AWS_OPT_OUT_WORDS])(
    '%s opts out, whichever carrier owns the word',
    (word) => {
      for (const text of [
        word,
        word.toLowerCase(),
        ` ${word}. `,
        `"${word}"`,
        `${word}!!! 😡`,
        `\n${word}\n`,
      ]) {
        expect(read(text)).toEqual({ kind: 'opt_out', word })
      }
    },
  )

  it.each([
    ['Stop all', 'STOP ALL'],
    ['opt out', 'OPT OUT'],
    ['Opt–out', 'OPT-OUT'],
    ['stop stop STOP', 'STOP'],
    ['ＳＴＯＰ', 'STOP'],
    ['arrêt', 'ARRET'],
    ['Alto', 'ALTO'],
    ['-stop-', 'STOP'],
    ['🛑 stop 🛑', 'STOP'],
  ])('"%s" opts out', (text, word) => {
    expect(read(text)).toEqual({ kind: 'opt_out', word })
  })

  it('knows help and opt-in words', () => {
    expect(read('Help!')).toEqual({ kind: 'help', word: 'HELP' })
    expect(read('info')).toEqual({ kind: 'help', word: 'INFO' })
    expect(read('start')).toEqual({ kind: 'opt_in', word: 'START' })
    expect(read('UNSTOP')).toEqual({ kind: 'opt_in', word: 'UNSTOP' })
  })

  it('takes YES as an opt-in only from somebody who has opted out', () => {
    expect(read('Yes', true)).toEqual({ kind: 'opt_in', word: 'YES' })
    expect(read('Yes', false)).toBeNull()
    expect(read('yes please', true)).toBeNull()
  })

  it.each([
    'stop by',
    'please cancel my appointment',
    'PLEASE CANCEL',
    'stopped',
    'the end',
    'end of the week',
    'help me',
    '2 stop',
    'start at 2',
    'info please',
    '',
    '!!!',
    `stop ${'!'.repeat(64_000)}`,
  ])('"%.30s" is no carrier word', (text) => {
    expect(read(text)).toBeNull()
  })
})
