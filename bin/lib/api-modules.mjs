import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readIfThere } from './hash.mjs'
import { ROOT } from './paths.mjs'

const LIST = join(ROOT, 'app/api/openapi.json/generated-modules.ts')

const filesUnder = (folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .sort()

/** Route files of `app`, except the one that answers whatever no other does. */
export const routeFiles = () =>
  filesUnder('app').filter((file) => /(^|\/)route\.ts$/.test(file) && file !== 'app/api/[...path]/route.ts')

/** Modules that hold the shapes of answers, whose names are those of the exports. */
export const schemaFiles = () => filesUnder('lib/domain').filter((file) => /schema\.ts$/.test(file))

/** `app/api/agents/[id]/route.ts` is served at `/api/agents/[id]`; folders in brackets are only for order. */
export const servedPath = (file) =>
  file
    .replace(/^app/, '')
    .replace(/\/route\.ts$/, '')
    .replace(/\/\([^)]+\)/g, '')

/**
 * Writes the list of route files, which nobody has to keep by hand: the bundler cannot look into folders. Returns whether
 * it changed.
 */
export function writeApiModules() {
  const [routes, schemas] = [routeFiles(), schemaFiles()]
  const text = [
    '// Written by bin/lib/api-modules.mjs.',
    ...routes.map((file, n) => `import * as route${n} from '#${file}'`),
    ...schemas.map((file, n) => `import * as schema${n} from '#${file}'`),
    '',
    'type Module = Record<string, unknown>',
    'export const ROUTES: { path: string; module: Module }[] = [',
    ...routes.map((file, n) => `  { path: '${servedPath(file)}', module: route${n} },`),
    ']',
    `export const SCHEMAS: Module[] = [${schemas.map((_, n) => `schema${n}`).join(', ')}]`,
    '',
  ].join('\n')
  if (readIfThere(LIST) === text.trim()) return false
  mkdirSync(dirname(LIST), { recursive: true })
  writeFileSync(LIST, text)
  return true
}
