/** Shows each step with how long it took, so that nobody wonders what a first start is doing. */
const COLUMN = 34
const isTerminal = process.stdout.isTTY === true

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`

export function reportStep(title, ms, note = '') {
  const line = `  ${title.padEnd(COLUMN)}${seconds(ms).padStart(7)}${note ? `   ${note}` : ''}`
  process.stdout.write(`${isTerminal ? '\r\x1b[2K' : ''}${line}\n`)
}

/** Runs one step and reports it. `work` may return `{note}`; `{isSkipped: true}` reports nothing. */
export async function step(title, work) {
  const startedAt = performance.now()
  if (isTerminal) process.stdout.write(`  ${title} …`)
  try {
    const result = await work()
    if (result?.isSkipped) {
      if (isTerminal) process.stdout.write('\r\x1b[2K')
    } else {
      reportStep(title, performance.now() - startedAt, result?.note)
    }
    return result
  } catch (error) {
    if (isTerminal) process.stdout.write('\n')
    throw error
  }
}

export const say = (text = '') => process.stdout.write(`${text}\n`)
