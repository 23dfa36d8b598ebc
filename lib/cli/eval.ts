import { parseArgs } from 'node:util'
import { type App, app } from '#lib/compose.ts'
import { logger } from '#lib/logger.ts'
import { markedCases } from '#lib/services/decision/marked-cases.ts'
import { evalModel } from './eval-model.ts'
import { runEval } from './run-eval.ts'

/** `npm run eval`: how well the labelled texts are read, by the rules and, where one is configured, with the model. */
const { values } = parseArgs({
  options: {
    accept: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    'with-marked': { type: 'boolean', default: false },
    'with-model': { type: 'boolean', default: false },
  },
})
logger.level = 'silent'
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
    today: new Date().toISOString().slice(0, 10),
  })
  for (const line of lines) console.log(line)
  console.log('')
  for (const failure of failures) console.log(`FAILED: ${failure}`)
  if (failures.length === 0) console.log('Every target holds, and nothing that was read right is read wrong.')
  process.exitCode = failures.length > 0 ? 1 : 0
} finally {
  await own?.stop()
}
