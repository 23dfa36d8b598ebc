import { missingFor, runA2a } from './lib/conformance/a2a.mjs'
import { runMcp } from './lib/conformance/mcp.mjs'
import { explain } from './lib/errors.mjs'

/**
 * `npm run conformance`: the protocols' own kits against the product, one after the other, or one of them by name. What
 * needs something that is not on this machine says so and is skipped. The last line is the sum.
 */
const PARTS = {
  mcp: { missing: () => null, run: runMcp },
  a2a: { missing: missingFor, run: runA2a },
}

async function runPart([name, part]) {
  const why = part.missing()
  if (why) {
    console.log(`\n== ${name}: skipped. ${why}`)
    return { passed: 0, failed: 0 }
  }
  console.log(`\n== ${name}`)
  try {
    return await part.run()
  } catch (error) {
    console.error(explain(error))
    return { passed: 0, failed: 1 }
  }
}

const [wanted] = process.argv.slice(2)
if (wanted && !PARTS[wanted]) {
  console.error(`Usage: npm run conformance [-- ${Object.keys(PARTS).join('|')}]`)
  process.exitCode = 1
} else {
  const results = []
  for (const part of Object.entries(PARTS)) {
    if (!wanted || part[0] === wanted) results.push(await runPart(part))
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0)
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
  process.exitCode = sum('failed') > 0 ? 1 : 0
}
