import { parseArgs } from 'node:util'
import { type Api, CommandError, EXIT } from './sms-api.ts'
import { check, send, status } from './sms-carrier.ts'
import { clear, list, type Printed, pending, requireMock, respond, view } from './sms-conversations.ts'

const USAGE = `npm run sms -- COMMAND [--json]

On the mock gateway, as a patient:
  list                   conversations with their last text
  view ID                the texts of one conversation, by its own id or the one it was given
  respond ID TEXT        answer as the patient: respond conv_123 1, or NONE
  pending                conversations that wait for the patient's answer
  clear [--yes]          delete every text, after asking

On any gateway:
  check                  which gateway, and whether credentials, number, webhook and model are well
  send +1... "TEXT"      text a number, and print what the carrier says of it
  status ID              what became of a text, by its id here or at the carrier

Exit codes: 0 done, 1 refused or not well, 2 wrong arguments, 3 Switchboard does not run.`

export interface Terminal {
  api: Api
  /** Asks a question and gives what was typed. */
  ask(question: string): Promise<string>
}

interface Command {
  /** How many words follow it; the last takes the rest of the line. */
  takes: number
  /** Stands for patients, so only for the mock gateway. */
  isForMock: boolean
  run(api: Api, words: string[]): Promise<Printed>
}

const COMMANDS: Readonly<Record<string, Command>> = {
  list: { takes: 0, isForMock: true, run: list },
  view: { takes: 1, isForMock: true, run: (api, [id]) => view(api, id!) },
  respond: { takes: 2, isForMock: true, run: (api, [id, text]) => respond(api, id!, text!) },
  pending: { takes: 0, isForMock: true, run: pending },
  clear: { takes: 0, isForMock: true, run: clear },
  check: { takes: 0, isForMock: false, run: check },
  send: { takes: 2, isForMock: false, run: (api, [phone, text]) => send(api, phone!, text!) },
  status: { takes: 1, isForMock: false, run: (api, [id]) => status(api, id!) },
}

function readArgs(args: string[]) {
  const options = {
    json: { type: 'boolean' },
    yes: { type: 'boolean', short: 'y' },
    help: { type: 'boolean', short: 'h' },
  } as const
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    // Its own message names the option that is unknown.
    throw new CommandError(`${(error as Error).message}\n\n${USAGE}`, EXIT.usage)
  }
}

/** The words after a command: as many as it takes, the last with all that follows. */
function wordsFor(command: Command, name: string, given: string[]): string[] {
  const { takes } = command
  const words = [...given.slice(0, Math.max(0, takes - 1)), given.slice(Math.max(0, takes - 1)).join(' ')]
  const isEnough =
    takes === 0 ? given.length === 0 : words.length === takes && words.every((word) => word !== '')
  if (!isEnough)
    throw new CommandError(
      `${name} takes ${takes} ${takes === 1 ? 'word' : 'words'}.\n\n${USAGE}`,
      EXIT.usage,
    )
  return words
}

/**
 * Does what the arguments say and gives the text to print and the exit code. Throws CommandError, with the usage for
 * arguments that are none.
 */
export async function runSms(
  args: string[],
  terminal: () => Terminal,
): Promise<{ text: string; exitCode: number }> {
  const { values, positionals } = readArgs(args)
  const [name, ...given] = positionals
  if (values.help || name === 'help') return { text: USAGE, exitCode: 0 }
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name]! : null
  if (!command || name === undefined) {
    const problem = name === undefined ? 'A command is missing.' : `${name} is no command.`
    throw new CommandError(`${problem}\n\n${USAGE}`, EXIT.usage)
  }
  const words = wordsFor(command, name, given)
  const { api, ask } = terminal()
  if (command.isForMock) await requireMock(api)
  if (name === 'clear' && !values.yes) {
    const answer = await ask('Delete every text of the mock gateway? Type yes: ')
    if (answer.trim().toLowerCase() !== 'yes') throw new CommandError('Nothing was deleted.')
  }
  const { lines, json, exitCode } = await command.run(api, words)
  return { text: values.json ? JSON.stringify(json, null, 2) : lines.join('\n'), exitCode: exitCode ?? 0 }
}
