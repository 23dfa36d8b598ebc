import type { Described, OperationSource } from '#lib/http/openapi/doc.ts'
import { apiDocument, type RouteFile } from '#lib/http/openapi/document.ts'
import type { Module } from '#lib/http/openapi/names.ts'
import type { RouteHandler } from '#lib/http/route.ts'
import { routeFiles, schemaFiles, servedPath } from '../../bin/lib/api-modules.mjs'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
const ROOT = new URL('../../', import.meta.url)

const load = (file: string) => import(new URL(file, ROOT).href) as Promise<Module>

/** Every route file of the folder `app`, as the product's own list has them. */
export const loadRoutes = (): Promise<RouteFile[]> =>
  Promise.all(routeFiles().map(async (file) => ({ path: servedPath(file), module: await load(file) })))

export interface ServedRoute {
  method: string
  /** As the folders spell it: `/api/agents/[id]`. */
  path: string
  handler: RouteHandler
  /** Undefined where nothing was said of it. */
  described: Described | undefined
}

/** Every method that the route files serve. */
export const servedRoutes = (files: readonly RouteFile[]): ServedRoute[] =>
  files.flatMap(({ path, module }) =>
    METHODS.filter((method) => method in module).map((method) => {
      const handler = module[method] as RouteHandler & { described?: Described }
      return { method, path, handler, described: handler.described }
    }),
  )

export const operationsOf = ({ described }: ServedRoute): readonly OperationSource[] =>
  described && 'operations' in described ? described.operations : []

/** The document that the product would answer. */
export const documentOf = async (files: readonly RouteFile[]) =>
  apiDocument(files, await Promise.all(schemaFiles().map(load)), { version: 'test', server: '/' })
