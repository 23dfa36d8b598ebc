import { a2aCard } from '#lib/http/a2a-card.ts'

export { a2aCard as GET }
