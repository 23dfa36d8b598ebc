import { noSuchDocument } from '#lib/http/mcp-metadata.ts'
import { hidden } from '#lib/http/openapi/doc.ts'

/** Documents that this installation does not have. */
export const GET = hidden(noSuchDocument, 'Answers 404.')
