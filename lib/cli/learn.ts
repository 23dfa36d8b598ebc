import { writeFile } from 'node:fs/promises'
import { toLearn } from '#lib/domain/messaging/eval/learned-from.ts'
import { learn } from '#lib/domain/messaging/reply/classifier/classifier.ts'
import { encodeWeights } from '#lib/domain/messaging/reply/classifier/stored.ts'
import { textsHash, trainingCases, tunedCases } from './eval-sets.ts'

/** `npm run eval -- --learn`: the text classifier learns anew. A process of its own: the evaluation behind it reads the new weights. */
const WEIGHTS = new URL('../domain/messaging/reply/classifier/weights.json', import.meta.url)

const [tuned, training] = [await tunedCases(), await trainingCases()]
const cases = [...tuned, ...training]
console.log(`Learning from ${cases.length.toLocaleString('en-US')} texts ...`)
const weights = encodeWeights(learn(toLearn(tuned, training)), {
  learned_on: new Date().toISOString().slice(0, 10),
  texts_hash: textsHash(cases),
})
await writeFile(WEIGHTS, `${JSON.stringify(weights, null, 2)}\n`)
