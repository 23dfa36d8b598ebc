import { z } from 'zod'
import { openapiResponse } from '#lib/http/openapi/response.ts'
import { route } from '#lib/http/route.ts'

export const GET = route(
  {
    auth: 'none',
    doc: {
      summary: 'Read this description',
      description: 'OpenAPI 3.1. The same for everybody; with an ETag.',
      output: z.looseObject({ openapi: z.string() }).describe('An OpenAPI document.'),
      answers: { 304: { description: 'It has not changed since the ETag in If-None-Match.' } },
    },
  },
  async ({ app, request }) => {
    const { ROUTES, SCHEMAS } = await import('./generated-modules.ts')
    return openapiResponse(app, request, ROUTES, SCHEMAS)
  },
)
