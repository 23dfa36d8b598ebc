import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { routeFiles, schemaFiles, servedPath } from '../../../bin/lib/api-modules.mjs'
import type { Described } from './doc.ts'
import { apiDocument, type RouteFile } from './document.ts'
import type { Module } from './names.ts'
import { TAGS } from './tags.ts'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const ROOT = new URL('../../../', import.meta.url)

const load = (file: string) => import(new URL(file, ROOT).href) as Promise<Module>
const routes: RouteFile[] = await Promise.all(
  routeFiles().map(async (file) => ({ path: servedPath(file), module: await load(file) })),
)
const document = apiDocument(routes, await Promise.all(schemaFiles().map(load)), {
  version: '1.2.3',
  server: '/',
})

interface Handler {
  name: string
  described: Described | undefined
}
const handlers: Handler[] = routes.flatMap(({ path, module }) =>
  METHODS.filter((method) => method in module).map((method) => ({
    name: `${method} ${path}`,
    described: (module[method] as { described?: Described }).described,
  })),
)

describe('the description of the API', () => {
  it('finds the routes', () => {
    expect(handlers.length).toBeGreaterThan(90)
  })

  it('has every route of the folder app', () => {
    const silent = handlers.filter(
      ({ described }) =>
        described === undefined ||
        ('operations' in described && described.operations.some(({ doc }) => !doc?.summary)),
    )
    if (silent.length > 0) console.warn(`Not described: ${silent.map(({ name }) => name).join(', ')}`)
  })

  it('says what every first folder is about', () => {
    expect(document.tags.filter(({ description }) => description === '')).toEqual([])
    const used = new Set(document.tags.map(({ name }) => name))
    expect(Object.keys(TAGS).filter((name) => !used.has(name))).toEqual([])
  })

  it('names each operation once', () => {
    const ids = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    )
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('leads every reference somewhere', () => {
    const text = JSON.stringify(document)
    for (const [, reference = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const target = reference
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], document)
      expect(target, reference).toBeDefined()
    }
  })

  it('holds schemas that a validator of JSON Schema 2020-12 reads', () => {
    const ajv = new Ajv2020({ strict: false })
    addFormats.default(ajv)
    ajv.addSchema({ $id: 'https://switchboard.test/api', components: document.components })
    for (const name of Object.keys(document.components.schemas ?? {})) {
      expect(() =>
        ajv.compile({ $ref: `https://switchboard.test/api#/components/schemas/${name}` }),
      ).not.toThrow()
    }
  })
})
