import { randomUUIDv7 } from 'node:crypto'

/** A uuid v7 (RFC 9562): grows with time, so that indexes stay compact. `ctx.newId` is this. */
export const newId = (): string => randomUUIDv7()
