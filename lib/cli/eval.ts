import { parseArgs } from 'node:util'
import { type App, app } from '#lib/compose.ts'
import { logger } from '#lib/logger.ts'
import { markedCases } from '#lib/services/decision/marked-cases.ts'
import { evalModel } from './eval-model.ts'
import { runEval } from './run-eval.ts'

/** `npm run eval`: how well the labelled texts are read, by the rules and, where one is configured, with the model. */
const USAGE = `npm run eval -- [--rules-only] [--verbose] [--with-marked] [--accept] [--learn] [--cross-validate]

--rules-only   without the reply model, also where one is configured
--verbose      names every text that was missed
--with-marked  adds the texts that staff marked as misread; the product must run
--accept       what is read right now must be read right from now on, and these scores are published
--learn        the text classifier learns anew from cases.tsv and training.tsv, before anything is read
--cross-validate  also reads what it learned from, each fifth by a classifier that has not seen it (minutes)`

function readFlags() {
  try {
    return parseArgs({
      options: {
        accept: { type: 'boolean', default: false },
        'cross-validate': { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        'with-marked': { type: 'boolean', default: false },
        'with-model': { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    console.error(`${error instanceof Error ? error.message.split('. ')[0] : error}.\n\n${USAGE}`)
    return process.exit(2)
  }
}

const values = readFlags()
if (values.help) {
  console.log(USAGE)
  process.exit(0)
}
logger.level = 'silent'
const today = new Date().toISOString().slice(0, 10)
let own: App | undefined
try {
  const needsProduct = values['with-marked'] || values['with-model']
  if (needsProduct) own = app()
  const ctx = own?.systemCtx()
  const { lines, failures } = await runEval({
    accept: values.accept,
    isVerbose: values.verbose,
    marked: ctx && values['with-marked'] ? await markedCases(ctx) : [],
    model: ctx && values['with-model'] ? evalModel(ctx.ports.replyModel) : null,
    crossValidates: values['cross-validate'],
    today,
  })
  for (const line of lines) console.log(line)
  console.log('')
  for (const failure of failures) console.log(`FAILED: ${failure}`)
  if (failures.length === 0) console.log('Every target holds, and nothing that was read right is read wrong.')
  process.exitCode = failures.length > 0 ? 1 : 0
} finally {
  await own?.stop()
}
