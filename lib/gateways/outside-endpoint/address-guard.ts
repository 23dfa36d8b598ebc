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
/** The one block of IPv6 that is routed, so every mapped, compatible, local and translated address is outside it. */
const ROUTED_6 = ['2000::/3']
/** Within it these are not other people's servers, or carry an IPv4 address (Teredo, 6to4). */
const NOT_PUBLIC_6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

/** Names that stand for this machine, its network, or a cloud's metadata, whatever a resolver says. */
const PRIVATE_NAME =
  /(^|\.)(localhost|localdomain|local|internal|intranet|lan|home\.arpa|ip6-localhost|ip6-loopback|kubernetes\.default\.svc)$/

const HTTPS_PORT = '443'
const HTTP_PORT = '80'

function listOf(blocks: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList()
  for (const block of blocks) {
    const [address, prefix] = block.split('/') as [string, string]
    list.addSubnet(address, Number(prefix), family)
  }
  return list
}

const notPublic4 = listOf(NOT_PUBLIC_4, 'ipv4')
const notPublic6 = listOf(NOT_PUBLIC_6, 'ipv6')
const routed6 = listOf(ROUTED_6, 'ipv6')

/** True for an address on the public internet. One with a zone (`fe80::1%eth0`) never is. */
export function isPublicAddress(address: string): boolean {
  if (address.includes('%')) return false
  const family = isIP(address)
  if (family === 4) return !notPublic4.check(address, 'ipv4')
  if (family === 6) return routed6.check(address, 'ipv6') && !notPublic6.check(address, 'ipv6')
  return false
}

export interface AddressRule {
  url: URL
  /** Without the brackets of an IPv6 literal. */
  hostname: string
  /** The operator listed this host: its addresses are not checked. */
  isAllowed: boolean
}

const isHttp = (url: URL | null): url is URL => url?.protocol === 'https:' || url?.protocol === 'http:'

/** `host`, or `host:port` also for the port that the scheme implies; IPv6 with or without brackets. */
function isListed(url: URL, hostname: string, allowedHosts: readonly string[]): boolean {
  const port = url.port || (url.protocol === 'https:' ? HTTPS_PORT : HTTP_PORT)
  return [hostname, url.hostname, `${url.hostname}:${port}`].some((host) => allowedHosts.includes(host))
}

/**
 * Reads an address of somebody else's server. Literals are checked here, because Node looks up names only; the URL parser
 * has already written every encoding of an IPv4 address (octal, hex, one number, full-width digits) as four decimals.
 * Throws `invalid_input` on `field`.
 */
export function readOutsideUrl(text: string, allowedHosts: readonly string[], field: string): AddressRule {
  const url = URL.parse(text)
  if (!isHttp(url)) throw invalidInput('Use an https address, like https://agent.example/messages.', field)
  if (url.username !== '' || url.password !== '') {
    throw invalidInput('An address with a user name or password in it is not accepted.', field)
  }
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (isListed(url, hostname, allowedHosts)) return { url, hostname, isAllowed: true }
  if (url.protocol !== 'https:') throw invalidInput('Use https: messages are not sent in the clear.', field)
  const isPrivate =
    isIP(hostname) === 0 ? PRIVATE_NAME.test(hostname.replace(/\.+$/, '')) : !isPublicAddress(hostname)
  if (isPrivate) throw invalidInput('This address is inside a private network and cannot be called.', field)
  return { url, hostname, isAllowed: false }
}
