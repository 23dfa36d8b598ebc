import { a2aCard } from '#lib/http/a2a-card.ts'

/** Where clients look that begin from the endpoint's own address. */
export { a2aCard as GET }
