import { a2aRest } from '#lib/http/a2a-rest.ts'
import { A2A_READS, A2A_REMOVALS, A2A_WRITES } from '#lib/http/openapi/a2a-doc.ts'
import { documented } from '#lib/http/openapi/doc.ts'

/** The Agent2Agent protocol over HTTP+JSON, version 1.0, with an API key. */
export const GET = documented(a2aRest, ...A2A_READS)
export const POST = documented(a2aRest, ...A2A_WRITES)
export const DELETE = documented(a2aRest, ...A2A_REMOVALS)
