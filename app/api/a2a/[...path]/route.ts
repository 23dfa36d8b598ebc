import { a2aRest } from '#lib/http/a2a-rest.ts'

/** The Agent2Agent protocol over HTTP+JSON, version 1.0, with an API key. */
export { a2aRest as DELETE, a2aRest as GET, a2aRest as POST }
