import { type KeyObject, sign } from 'node:crypto'

/** One DER value: tag, length, content. */
function der(tag: number, ...parts: (Buffer | string)[]): Buffer {
  const content = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)))
  const { length } = content
  const bytes = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...bytes]), content])
}

const SEQUENCE = 0x30
const SHA256_WITH_RSA = der(SEQUENCE, Buffer.from('06092a864886f70d01010b0500', 'hex'))
const COMMON_NAME = Buffer.from('0603550403', 'hex')

const nameOf = (commonName: string) =>
  der(SEQUENCE, der(0x31, der(SEQUENCE, COMMON_NAME, der(0x0c, commonName))))

/** `20261123150000Z` */
const timeOf = (time: number) =>
  der(0x18, `${new Date(time).toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`)

/** A self-signed certificate (RFC 5280) for a test's own key, in PEM; times in epoch ms. Node can read such ones but not make them. */
export function selfSigned(
  keys: { publicKey: KeyObject; privateKey: KeyObject },
  { from, until }: { from: number; until: number },
): string {
  const name = nameOf('sns.amazonaws.com')
  const body = der(
    SEQUENCE,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    SHA256_WITH_RSA,
    name,
    der(SEQUENCE, timeOf(from), timeOf(until)),
    name,
    keys.publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = der(0x03, Buffer.from([0]), sign('RSA-SHA256', body, keys.privateKey))
  const lines = der(SEQUENCE, body, SHA256_WITH_RSA, signature)
    .toString('base64')
    .match(/.{1,64}/g)!
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
