import { randomBytes } from 'node:crypto'

const COUNTER_MAX = 0xfff
/** Leaves room to count up within the millisecond before the 12 bits are full. */
const COUNTER_START_MAX = 0x7ff

let lastMs = 0
let counter = 0

/** The next millisecond and counter; a clock that stands still or goes back only counts on. */
function tick(): void {
  const now = Date.now()
  if (now > lastMs) {
    lastMs = now
    counter = randomBytes(2).readUInt16BE() & COUNTER_START_MAX
  } else if (counter < COUNTER_MAX) {
    counter += 1
  } else {
    lastMs += 1
    counter = 0
  }
}

/**
 * A uuid v7 (RFC 9562) with the counter of section 6.2, method 1: ids of one process sort in the order they were made,
 * also within a millisecond, which `ORDER BY id` relies on; node:crypto's randomUUIDv7 does not promise that.
 */
export function newId(): string {
  tick()
  const bytes = randomBytes(16)
  bytes.writeUIntBE(lastMs, 0, 6)
  bytes.writeUInt16BE(0x7000 | counter, 6)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
