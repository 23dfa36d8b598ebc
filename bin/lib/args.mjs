import { parseArgs } from 'node:util'
import { StartError } from './errors.mjs'

const USAGE = 'Usage: npm start -- [--port 10003] [--host 0.0.0.0]'

/** `{port, host}` as given on the command line; each undefined when it was not. */
export function readArgs(argv) {
  try {
    const options = { port: { type: 'string' }, host: { type: 'string' } }
    return parseArgs({ args: argv, options, allowPositionals: false }).values
  } catch (error) {
    throw new StartError(`${error.message.split('. ')[0]}. ${USAGE}`)
  }
}
