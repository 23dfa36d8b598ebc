import type { ReplyContext } from '../reply/types.ts'
import { EVAL_CONTEXTS, type EvalContextName } from './contexts.ts'
import { isLabel, type Label } from './labels.ts'

export interface EvalCase {
  /** The same as long as the text and what it answers are. */
  id: string
  /** null: staff marked it; its context is its own. */
  context_name: EvalContextName | null
  context: ReplyContext
  expected: Label
  language: string
  text: string
}

const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|([nt\\]))/g
const NAMED: Record<string, string> = { n: '\n', t: '\t', '\\': '\\' }
/** Line breaks, tabs and characters that nobody sees are written as in JSON. */
const withoutEscapes = (text: string): string =>
  text.replace(ESCAPE, (_, code: string | undefined, name: string) =>
    code === undefined ? NAMED[name]! : String.fromCharCode(Number.parseInt(code, 16)),
  )

/** FNV-1a in two halves: short, stable, and no secret. */
function shortHash(text: string): string {
  let [low, high] = [0x811c9dc5, 0x01000193]
  for (const char of text) {
    const code = char.codePointAt(0)!
    low = Math.imul(low ^ code, 0x01000193) >>> 0
    high = Math.imul(high ^ (code + low), 0x85ebca6b) >>> 0
  }
  return low.toString(16).padStart(8, '0') + high.toString(16).padStart(8, '0')
}

function parseLine(line: string, number: number): EvalCase {
  const [context, expected = '', language = '', ...rest] = line.split('\t')
  const text = withoutEscapes(rest.join('\t'))
  const isKnown = context !== undefined && Object.hasOwn(EVAL_CONTEXTS, context)
  if (!isKnown || !isLabel(expected) || !['en', 'es'].includes(language) || text === '')
    throw new Error(`Line ${number} is no case: context, label, en or es, and a text, with tabs between.`)
  const context_name = context as EvalContextName
  return {
    id: shortHash(`${context_name}\t${text}`),
    context_name,
    context: EVAL_CONTEXTS[context_name],
    expected,
    language,
    text,
  }
}

/** Reads labelled texts: context, label, language and text in columns, one case a line. Throws, naming the line. */
export function parseCases(tsv: string): EvalCase[] {
  return tsv
    .split(/\r?\n/)
    .map((line, index) => [line, index + 1] as const)
    .filter(([line]) => line.trim() !== '')
    .map(([line, number]) => parseLine(line, number))
}
