import type { Prisma } from '#lib/db/generated/client.ts'
import { type Ctx, store } from './context.ts'
import { GENESIS, sealHash } from './seal-audit.ts'

/** Seals that are read at a time; each holds up to a few hundred events. */
const PAGE = 20

const INCLUDE = {
  items: { orderBy: { position: 'asc' }, include: { event: true } },
} as const satisfies Prisma.AuditSealInclude
type Seal = Prisma.AuditSealGetPayload<{ include: typeof INCLUDE }>

export interface AuditVerdict {
  is_intact: boolean
  seals: number
  events: number
  /** Written since the last seal. */
  unsealed: number
  /** The hash of the last good seal: keep it elsewhere, and a shortened chain shows too. */
  head: string
  /** The first seal that does not hold, and why in words. */
  broken: { seal: number; reason: string } | null
}

function fault(seal: Seal, expected: { sequence: number; previous: string }): string | null {
  if (seal.sequence !== expected.sequence) return `Seal ${expected.sequence} is missing.`
  if (seal.previous_hash !== expected.previous) return 'It does not follow the seal before it.'
  const isComplete =
    seal.items.length === seal.event_count && seal.items.every((item, position) => item.position === position)
  if (!isComplete) return `It sealed ${seal.event_count} events and ${seal.items.length} are there.`
  const events = seal.items.map((item) => item.event)
  return sealHash(expected.previous, events) === seal.hash ? null : 'An event in it was changed.'
}

/** Recomputes the whole chain of audit seals and says whether it holds, or where it breaks first. */
export async function verifyAudit(ctx: Ctx): Promise<AuditVerdict> {
  const unsealed = await store(ctx).auditEvent.count({ where: { seal_item: null } })
  const verdict: AuditVerdict = {
    is_intact: true,
    seals: 0,
    events: 0,
    unsealed,
    head: GENESIS,
    broken: null,
  }
  for (;;) {
    const seals = await store(ctx).auditSeal.findMany({
      where: { sequence: { gt: verdict.seals } },
      orderBy: { sequence: 'asc' },
      take: PAGE,
      include: INCLUDE,
    })
    for (const seal of seals) {
      const expected = { sequence: verdict.seals + 1, previous: verdict.head }
      const reason = fault(seal, expected)
      if (reason) return { ...verdict, is_intact: false, broken: { seal: expected.sequence, reason } }
      verdict.seals += 1
      verdict.events += seal.event_count
      verdict.head = seal.hash
    }
    if (seals.length < PAGE) return verdict
  }
}
