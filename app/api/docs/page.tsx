import type { Metadata } from 'next'
import type { ReferenceDocument } from '#components/docs/document.ts'
import { Reference } from '#components/docs/reference.tsx'
import { app } from '#lib/compose.ts'
import { writtenDocument } from '#lib/http/openapi/response.ts'
import { ROUTES, SCHEMAS } from '../openapi.json/generated-modules.ts'

export const metadata: Metadata = { title: 'API reference' }

/** Readable without a login: it says how to ask, and nothing of anybody. */
export default function ApiDocsPage() {
  const { document } = writtenDocument(app(), ROUTES, SCHEMAS)
  return <Reference document={document as unknown as ReferenceDocument} />
}
