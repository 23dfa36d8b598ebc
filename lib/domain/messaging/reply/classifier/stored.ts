import type { Table, Weights } from './classifier.ts'

interface StoredTable {
  /** Base64 of 32-bit numbers, little-endian. */
  slots: string
  /** Base64 of 8-bit numbers. */
  weights: string
  unit: number
}

/** Weights as they are kept in a file. */
export interface StoredWeights {
  /** The day on which they were learned. */
  learned_on: string
  /** Of the texts that they were learned from. */
  texts_hash: string
  classes: string[]
  texts: StoredTable
  choices: StoredTable
}

const CHUNK = 0x8000
function encode(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += CHUNK)
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK))
  return btoa(binary)
}
const decode = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))

const SLOT_BYTES = 4
function encodeTable({ slots, weights, unit }: Table): StoredTable {
  const view = new DataView(new ArrayBuffer(slots.length * SLOT_BYTES))
  for (const [at, slot] of slots.entries()) view.setUint32(at * SLOT_BYTES, slot, true)
  const bytes = new Uint8Array(weights.buffer, weights.byteOffset, weights.length)
  return { slots: encode(new Uint8Array(view.buffer)), weights: encode(bytes), unit }
}

function decodeTable({ slots, weights, unit }: StoredTable): Table {
  const view = new DataView(decode(slots).buffer)
  const numbers = Uint32Array.from({ length: view.byteLength / SLOT_BYTES }, (_, at) =>
    view.getUint32(at * SLOT_BYTES, true),
  )
  return { slots: numbers, weights: new Int8Array(decode(weights).buffer), unit }
}

type About = Pick<StoredWeights, 'learned_on' | 'texts_hash'>

/** For a file; `decodeWeights` takes it back. */
export const encodeWeights = (weights: Weights, about: About): StoredWeights => ({
  ...about,
  classes: [...weights.classes],
  texts: encodeTable(weights.texts),
  choices: encodeTable(weights.choices),
})

export const decodeWeights = ({ classes, texts, choices }: StoredWeights): Weights => ({
  classes,
  texts: decodeTable(texts),
  choices: decodeTable(choices),
})
