import { readFile, writeFile } from 'node:fs/promises'
import { labelOf } from '#lib/domain/messaging/eval/labels.ts'
import type { EvalCase } from '#lib/domain/messaging/eval/parse-cases.ts'
import type { PublishedScores, SetScore } from '#lib/domain/messaging/eval/published.ts'
import { judgeCase, readCase } from '#lib/domain/messaging/eval/read-case.ts'
import { type Judged, missedTargets, score } from '#lib/domain/messaging/eval/score.ts'
import weights from '#lib/domain/messaging/reply/classifier/weights.json' with { type: 'json' }
import { crossValidate } from './cross-validate.ts'
import { reportSet } from './eval-report.ts'
import { blindCases, evalFile, textsHash, trainingCases, tunedCases } from './eval-sets.ts'

const read = (name: string) => readFile(evalFile(name), 'utf8')

export interface EvalOptions {
  /** Rewrites the baseline and the published scores. */
  accept: boolean
  /** Prints every text that was not read right. */
  isVerbose: boolean
  /** Also says how the texts are read that the classifier learns from, by one that has not seen them. Takes minutes. */
  crossValidates?: boolean
  /** Texts that staff marked as misread. */
  marked: readonly EvalCase[]
  /** Reads what the rules leave unclear; null: no model is configured. */
  model: ModelReader | null
  /** `2026-11-28`, for what is published. */
  today: string
}

/** What the model makes of a text that could not be read without it: its verdict and cost, or null where it is not asked. */
export interface ModelReader {
  name: string
  judge(labelled: EvalCase): Promise<Pick<Judged, 'verdict' | 'cost_micros'> | null>
}

/** The model only where the text was handed over. */
async function withModel(labelled: EvalCase, model: ModelReader): Promise<Judged> {
  const alone = judgeCase(labelled)
  if (alone.verdict !== 'handed_over' && labelled.expected !== 'unclear') return alone
  const said = await model.judge(labelled)
  return said === null ? alone : { ...alone, ...said }
}

async function scoreWithModel(cases: readonly EvalCase[], model: ModelReader): Promise<SetScore> {
  const judged: Judged[] = []
  for (const labelled of cases) judged.push(await withModel(labelled, model))
  return score(judged)
}

function misread(name: string, cases: readonly EvalCase[], judged: readonly Judged[]): string[] {
  const byId = new Map(cases.map((labelled) => [labelled.id, labelled]))
  return judged
    .filter(({ verdict }) => verdict !== 'right')
    .map(({ id, verdict, expected }) => {
      const labelled = byId.get(id)!
      const said = labelOf(readCase(labelled))
      return `  ${name} ${verdict}: ${labelled.context_name} wants ${expected}, read ${said}: ${JSON.stringify(labelled.text)}`
    })
}

async function readBaseline(): Promise<Set<string>> {
  const text = await read('baseline.txt')
  return new Set(text.split('\n').filter((line) => line !== ''))
}

async function accept(judged: readonly Judged[], published: PublishedScores): Promise<void> {
  const passing = judged.filter(({ verdict }) => verdict === 'right').map(({ id }) => id)
  await writeFile(evalFile('baseline.txt'), `${passing.sort().join('\n')}\n`)
  await writeFile(evalFile('published.json'), `${JSON.stringify(published, null, 2)}\n`)
}

const lost = (judged: readonly Judged[], baseline: ReadonlySet<string>) =>
  judged.filter(({ id, verdict }) => verdict !== 'right' && baseline.has(id))

/** Blind texts are only counted: who reads them tunes on them. */
function regressions(
  { tuned, blind }: Record<'tuned' | 'blind', readonly Judged[]>,
  baseline: ReadonlySet<string>,
  cases: readonly EvalCase[],
) {
  const byId = new Map(cases.map((labelled) => [labelled.id, labelled]))
  const blindly = lost(blind, baseline).length
  return [
    ...lost(tuned, baseline).map(
      ({ id }) =>
        `A text that was read right last time is not any more: ${JSON.stringify(byId.get(id)!.text)}`,
    ),
    ...(blindly > 0 ? [`Blind texts that were read right last time and are not any more: ${blindly}`] : []),
  ]
}

const isSame = (a: SetScore, b: SetScore) => JSON.stringify(a) === JSON.stringify(b)

/**
 * Reads every labelled text and says how many were read right. `failures` is empty when nothing that was right is wrong now, all
 * targets hold and the published scores are these.
 */
export async function runEval(options: EvalOptions): Promise<{ lines: string[]; failures: string[] }> {
  const [ofTuned, ofTraining, ofBlind] = [await tunedCases(), await trainingCases(), await blindCases()]
  const [tuned, blind] = [ofTuned.map((each) => judgeCase(each)), ofBlind.map((each) => judgeCase(each))]
  const scores = { tuned: score(tuned), blind: score(blind) }
  const lines = [
    ...reportSet('Tuned set, without a model', scores.tuned),
    ...reportSet('Blind set (never tuned on), without a model', scores.blind),
  ]
  if (options.crossValidates)
    lines.push(
      ...reportSet(
        `What the classifier learns from, each fifth read by one that has not seen it`,
        score(crossValidate(ofTuned, ofTraining)),
      ),
    )
  if (options.marked.length > 0)
    lines.push(
      ...reportSet('Marked by staff, without a model', score(options.marked.map((each) => judgeCase(each)))),
    )
  if (options.model !== null) {
    const { model } = options
    lines.push(...reportSet(`Tuned set, with ${model.name}`, await scoreWithModel(ofTuned, model)))
    lines.push(...reportSet(`Blind set, with ${model.name}`, await scoreWithModel(ofBlind, model)))
  }
  if (options.isVerbose)
    lines.push(
      ...misread('tuned', ofTuned, tuned),
      ...misread(
        'marked',
        options.marked,
        options.marked.map((each) => judgeCase(each)),
      ),
    )
  const judged = [...tuned, ...blind]
  if (options.accept) await accept(judged, { measured_on: options.today, ...scores })
  const published = JSON.parse(await read('published.json')) as PublishedScores
  const isPublished = isSame(published.tuned, scores.tuned) && isSame(published.blind, scores.blind)
  const failures = [
    ...missedTargets(scores),
    ...(textsHash([...ofTuned, ...ofTraining]) === weights.texts_hash
      ? []
      : ['The classifier was learned from other texts than these: npm run eval -- --learn']),
    ...regressions({ tuned, blind }, await readBaseline(), ofTuned),
    ...(isPublished
      ? []
      : ['The published scores are not these. Look at them, then: npm run eval -- --accept']),
  ]
  return { lines, failures }
}
