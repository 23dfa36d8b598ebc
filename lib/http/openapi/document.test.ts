import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { documentOf, loadRoutes, operationsOf, servedRoutes } from '#lib/test/api-routes.ts'
import { TAGS } from './tags.ts'

const files = await loadRoutes()
const served = servedRoutes(files)
const document = await documentOf(files)

describe('the description of the API', () => {
  it('finds the routes', () => {
    expect(served.length).toBeGreaterThan(90)
  })

  it('has every route of the folder app, or says why not', () => {
    const silent = served.filter(
      (route) =>
        !(route.described && 'hidden' in route.described) &&
        (operationsOf(route).length === 0 || operationsOf(route).some(({ doc }) => !doc?.summary)),
    )
    expect(silent.map(({ method, path }) => `${method} ${path}`)).toEqual([])
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
  }, 60_000)
})
