/** Which layer may import which. A layer may always import itself. */
const SHARED = ['lib/env.ts', 'lib/logger.ts', 'lib/clock.ts', 'lib/new-id.ts']

const MAY_IMPORT = {
  'lib/domain': [],
  'lib/db': ['lib/domain'],
  'lib/queue': ['lib/db', 'lib/domain', 'lib/core'],
  'lib/live': ['lib/db', 'lib/domain'],
  'lib/core': ['lib/domain', 'lib/db', 'lib/queue', 'lib/live'],
  'lib/bus': ['lib/core', 'lib/domain', 'lib/db', 'lib/queue'],
  'lib/gateways': ['lib/domain'],
  'lib/services': ['lib/bus', 'lib/core', 'lib/domain', 'lib/db'],
  'lib/agents': ['lib/services', 'lib/bus', 'lib/core', 'lib/domain'],
  'lib/tools': ['lib/services', 'lib/bus', 'lib/core', 'lib/domain'],
  'lib/protocols': ['lib/services', 'lib/tools', 'lib/core', 'lib/domain', 'lib/gateways'],
  'lib/conformance': ['lib/services', 'lib/protocols', 'lib/tools', 'lib/core', 'lib/domain'],
  'lib/http': ['lib/core', 'lib/compose.ts', 'lib/protocols', 'lib/services', 'lib/domain'],
  'lib/worker': ['lib'],
  'lib/cli': ['lib'],
  'lib/api': ['lib/domain'],
  components: ['lib/api', 'lib/domain'],
  app: [
    'components',
    'lib/services',
    'lib/protocols',
    'lib/http',
    'lib/api',
    'lib/core',
    'lib/domain',
    'lib/compose.ts',
  ],
}

const NEVER = {
  'lib/worker': ['app', 'components', 'lib/api', 'lib/test', 'lib/conformance'],
  'lib/cli': ['app', 'components', 'lib/test', 'lib/conformance'],
}
const TESTS = '\\.(test|test-d)\\.tsx?$'

const literal = (path) => path.replace(/\./g, '\\.')
const under = (paths) => `^(${paths.map(literal).join('|')})(/|$)`

const layers = Object.entries(MAY_IMPORT).map(([layer, allowed]) => ({
  name: `${layer.replace('lib/', '')}-may-import`,
  comment: `${layer} may import ${[layer, ...allowed, ...SHARED].join(', ')}.`,
  severity: 'error',
  from: { path: under([layer]), pathNot: TESTS },
  to: { path: '^(lib|app|components|prisma|bin|e2e|bench)/', pathNot: under([layer, ...allowed, ...SHARED]) },
}))

const exceptions = Object.entries(NEVER).map(([layer, forbidden]) => ({
  name: `${layer.replace('lib/', '')}-never-imports`,
  severity: 'error',
  from: { path: under([layer]), pathNot: TESTS },
  to: { path: under(forbidden) },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layers,
    ...exceptions,
    {
      name: 'domain-is-pure',
      comment:
        'No input or output, clock, randomness, Prisma or React in lib/domain: three small libraries and itself.',
      severity: 'error',
      from: { path: '^lib/domain/', pathNot: TESTS },
      to: {
        pathNot: ['^lib/domain/', '^node_modules/(zod|libphonenumber-js|sms-segments-calculator)/'],
      },
    },
    {
      name: 'no-prisma-in-app',
      comment: 'Pages and routes reach data through services; the database stays behind them.',
      severity: 'error',
      from: { path: '^(app|components)/' },
      to: { path: '^node_modules/(@prisma|pg|pg-boss)/' },
    },
    {
      name: 'no-test-code-in-the-product',
      severity: 'error',
      from: { path: '^(lib|app|components|prisma)/', pathNot: [TESTS, '^lib/test/'] },
      to: { path: ['^lib/test/', TESTS, '^node_modules/(vitest|playwright|@playwright|fast-check)/'] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-barrels',
      comment: 'Import from the file that defines the thing.',
      severity: 'error',
      from: { path: '^(lib|app|components)/' },
      to: { path: '^(lib|app|components)/.*index\\.tsx?$' },
    },
    {
      name: 'no-re-exports',
      comment: 'A name has one home. `export ... from` gives it a second.',
      severity: 'error',
      from: { path: '^(lib|components)/', pathNot: '^lib/test/' },
      to: { path: '^(lib|components)/', dependencyTypes: ['export'] },
    },
    {
      name: 'resolvable',
      comment: 'Every import leads somewhere and is named in package.json.',
      severity: 'error',
      from: { path: '^(lib|app|components|prisma)/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'listed-in-package-json',
      severity: 'error',
      from: { path: '^(lib|app|components|prisma)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    // TypeScript 7 has no JavaScript API; without a parser of its own the tool would read no module and pass.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^lib/db/generated/', 'generated-modules\\.ts$', '\\.d\\.mts$'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
    },
  },
}
