import { type Classifier, classifierWith } from './classifier.ts'
import { decodeWeights } from './stored.ts'
import weights from './weights.json' with { type: 'json' }

let known: Classifier | null = null

/** The classifier with the weights of this release; they are unpacked when the first text is read. */
export const classify: Classifier = (...text) => {
  known ??= classifierWith(decodeWeights(weights))
  return known(...text)
}

/** As it stands in the ledger: the day on which its weights were learned, and a mark of the texts that they were learned from. */
export const CLASSIFIER_VERSION = `classifier ${weights.learned_on} (${weights.texts_hash})`
