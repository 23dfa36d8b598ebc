import { BlockList, isIP } from 'node:net'
import { invalidInput } from '#lib/domain/errors.ts'

/** Every block that is not the public internet: https://www.iana.org/assignments/iana-ipv4-special-registry and -ipv6-. */
const NOT_PUBLIC_4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]
/** 2000::/3 is all that is routed; within it these are not other people's servers, or carry an IPv4 address. */
const NOT_PUBLIC_6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

const blocked = new BlockList()
for (const block of NOT_PUBLIC_4) {
  const [address, prefix] = block.split('/') as [string, string]
  blocked.addSubnet(address, Number(prefix), 'ipv4')
}
for (const block of NOT_PUBLIC_6) {
  const [address, prefix] = block.split('/') as [string, string]
  blocked.addSubnet(address, Number(prefix), 'ipv6')
}
const routed = new BlockList()
routed.addSubnet('2000::', 3, 'ipv6')

/** True for an address on the public internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !blocked.check(address, 'ipv4')
  if (family === 6) return routed.check(address, 'ipv6') && !blocked.check(address, 'ipv6')
  return false
}

export interface AddressRule {
  url: URL
  /** Without the brackets of an IPv6 literal. */
  hostname: string
  /** The operator listed this host: its addresses are not checked. */
  isAllowed: boolean
}

/**
 * Reads an address of somebody else's server. Literals are checked here, because Node looks up names only; the URL parser
 * has already written every encoding of an IPv4 address (octal, hex, one number) as four decimals.
 * Throws `invalid_input` on `field`.
 */
export function readOutsideUrl(text: string, allowedHosts: readonly string[], field: string): AddressRule {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw invalidInput('Use an https address, like https://agent.example/messages.', field)
  }
  if (url.username !== '' || url.password !== '') {
    throw invalidInput('An address with a user name or password in it is not accepted.', field)
  }
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const isAllowed = allowedHosts.includes(hostname) || allowedHosts.includes(url.host)
  if (isAllowed) return { url, hostname, isAllowed }
  if (url.protocol !== 'https:') throw invalidInput('Use https: messages are not sent in the clear.', field)
  if (isIP(hostname) !== 0 && !isPublicAddress(hostname)) {
    throw invalidInput('This address is inside a private network and cannot be called.', field)
  }
  return { url, hostname, isAllowed }
}
