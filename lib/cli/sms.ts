import { createInterface } from 'node:readline/promises'
import { readEnv } from '#lib/env.ts'
import { readAccess } from './key-file.ts'
import { runSms } from './run-sms.ts'
import { apiOf, CommandError, EXIT } from './sms-api.ts'

/** `npm run sms -- ...`: texts from the command line, over the API of the running product. */
function terminal() {
  const access = readAccess(readEnv().dataDir)
  if (!access)
    throw new CommandError('Switchboard was not started here yet: run npm start first.', EXIT.notRunning)
  return {
    api: apiOf(access),
    async ask(question: string) {
      const line = createInterface({ input: process.stdin, output: process.stderr })
      try {
        return await line.question(question)
      } finally {
        line.close()
      }
    },
  }
}

try {
  const { text, exitCode } = await runSms(process.argv.slice(2), terminal)
  console.log(text)
  process.exitCode = exitCode
} catch (error) {
  if (!(error instanceof CommandError)) throw error
  console.error(error.message)
  process.exitCode = error.exitCode
}
