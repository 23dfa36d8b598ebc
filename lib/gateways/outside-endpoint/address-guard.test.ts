import { describe, expect, it } from 'vitest'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import { REFUSED_FORMS } from '#lib/test/address-forms.ts'
import { isPublicAddress, readOutsideUrl } from './address-guard.ts'

const refused = (url: string, allowed: string[] = []): boolean => {
  try {
    readOutsideUrl(url, allowed, 'endpoint')
    return false
  } catch (error) {
    if (!isSwitchboardError(error, 'invalid_input')) throw error
    expect(error.field).toBe('endpoint')
    return true
  }
}

describe('readOutsideUrl', () => {
  it('knows more than thirty forms', () => {
    expect(new Set(REFUSED_FORMS).size).toBeGreaterThan(30)
  })

  it.each(REFUSED_FORMS)('refuses %s', (url) => {
    expect(refused(url)).toBe(true)
  })

  it.each([
    'https://agent.example/hook?x=1',
    'https://agent.example:8443/',
    'https://8.8.8.8/',
    'https://134744072/',
    'https://[2606:4700:4700::1111]/',
    'https://agent.example\\@127.0.0.1/',
    'https://localhost.example/',
    'https://internal.example/',
    'https://xn--bcher-kva.example/',
    'https://bücher.example/',
  ])('reads %s', (url) => {
    expect(refused(url)).toBe(false)
  })

  it('reads what is listed, by host or by host and port, also without https', () => {
    expect(refused('http://127.0.0.1:4010/', ['127.0.0.1'])).toBe(false)
    expect(refused('http://127.0.0.1:4010/', ['127.0.0.1:4010'])).toBe(false)
    expect(refused('http://0x7f.1:4010/', ['127.0.0.1:4010'])).toBe(false)
    expect(refused('https://peer.internal/', ['peer.internal:443'])).toBe(false)
    expect(refused('http://peer.internal/', ['peer.internal:80'])).toBe(false)
    expect(refused('http://[::1]:4010/', ['[::1]:4010'])).toBe(false)
    expect(refused('http://[::1]:4010/', ['::1'])).toBe(false)
  })

  it('reads nothing else because something is listed', () => {
    expect(refused('http://127.0.0.1:4011/', ['127.0.0.1:4010'])).toBe(true)
    expect(refused('http://127.0.0.2:4010/', ['127.0.0.1'])).toBe(true)
    expect(refused('https://evil.peer.internal/', ['peer.internal'])).toBe(true)
    expect(refused('https://user:pw@127.0.0.1/', ['127.0.0.1'])).toBe(true)
    expect(refused('ftp://127.0.0.1/', ['127.0.0.1'])).toBe(true)
  })
})

describe('isPublicAddress', () => {
  it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450::1'])(
    'takes %s',
    (address) => expect(isPublicAddress(address)).toBe(true),
  )
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '169.254.169.254',
    '::',
    '::1',
    '::ffff:8.8.8.8',
    '::ffff:10.0.0.1',
    'fe80::1%eth0',
    '2606:4700::1111%1',
    '2002:808:808::',
    'not an address',
    '',
  ])('does not take %s', (address) => expect(isPublicAddress(address)).toBe(false))
})
