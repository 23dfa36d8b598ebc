import { a2aCard } from '#lib/http/a2a-card.ts'
import { A2A_CARD } from '#lib/http/openapi/a2a-doc.ts'
import { documented } from '#lib/http/openapi/doc.ts'

export const GET = documented(a2aCard, A2A_CARD)
