import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type EvalCase, parseCases } from '#lib/domain/messaging/eval/parse-cases.ts'

const FOLDER = new URL('../domain/messaging/eval/', import.meta.url)
/** Where a file of the evaluation is. */
export const evalFile = (name: string) => new URL(name, FOLDER)

const readSet = async (name: string) => parseCases(await readFile(evalFile(name), 'utf8'))

/** The rules are tuned on these, and the classifier learns from them. */
export const tunedCases = () => readSet('cases.tsv')
/** Only the classifier learns from these. */
export const trainingCases = () => readSet('training.tsv')
/** Nothing is ever made from these. */
export const blindCases = () => readSet('blind.tsv')

const HASH_LENGTH = 8

/** Tells which texts weights were learned from. */
export function textsHash(cases: readonly EvalCase[]): string {
  const hash = createHash('sha256')
  for (const { context_name, expected, text } of cases) hash.update(`${context_name}\t${expected}\t${text}\n`)
  return hash.digest('hex').slice(0, HASH_LENGTH)
}
