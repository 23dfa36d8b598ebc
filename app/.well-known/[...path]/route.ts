import { noSuchDocument } from '#lib/http/mcp-metadata.ts'

/** Documents that this installation does not have. */
export { noSuchDocument as GET }
