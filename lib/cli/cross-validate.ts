import { toLearn } from '#lib/domain/messaging/eval/learned-from.ts'
import type { EvalCase } from '#lib/domain/messaging/eval/parse-cases.ts'
import { judgeCase } from '#lib/domain/messaging/eval/read-case.ts'
import type { Judged } from '#lib/domain/messaging/eval/score.ts'
import { classifierWith, learn } from '#lib/domain/messaging/reply/classifier/classifier.ts'

const FOLDS = 5

/**
 * How texts are read that the classifier has not seen: in turn each fifth of `cases` is read by one that learned from the others and
 * from `always`.
 */
export function crossValidate(always: readonly EvalCase[], cases: readonly EvalCase[]): Judged[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    const isHeldBack = (at: number) => at % FOLDS === fold
    const others = cases.filter((_, at) => !isHeldBack(at))
    const classifier = classifierWith(learn(toLearn(always, others)))
    return cases.filter((_, at) => isHeldBack(at)).map((labelled) => judgeCase(labelled, classifier))
  }).flat()
}
