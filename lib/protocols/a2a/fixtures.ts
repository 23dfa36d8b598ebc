import type { A2aFixtures } from './fixture-port.ts'

/**
 * The product plays no kit's scenarios. `npm run conformance` makes a build of its own in which the bundler puts
 * lib/conformance/a2a-fixtures.ts in the place of this module (next.config.ts); no variable does so in any other build.
 */
export const a2aFixtures: A2aFixtures = {
  directAnswer: () => null,
  saltOf: () => '',
  act: async () => null,
}
