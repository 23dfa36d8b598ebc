import { createHash } from 'node:crypto'
import { type Actor, type Ctx, store } from '#lib/core/context.ts'
import type { AccessToken } from '#lib/domain/access-token.ts'
import { forbidden } from '#lib/domain/errors.ts'
import { expandScopes } from '#lib/domain/permissions.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const MAX_NAME_LENGTH = 80

/** The clinics of this installation that the token names. */
async function ownClinics(ctx: Ctx, ids: readonly string[]): Promise<string[]> {
  const rows = await store(ctx).clinic.findMany({
    where: { id: { in: ids.filter((id) => UUID.test(id)) } },
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

/**
 * Who a verified access token stands for. Its scopes are those of API keys; others mean nothing here. Throws `forbidden` for
 * a token without a clinic of this installation in `clinic_id`: without one it would reach none, or all.
 */
export async function actorOfToken(ctx: Ctx, token: AccessToken): Promise<Actor> {
  const clinicIds = token.clinics === 'all' ? 'all' : await ownClinics(ctx, token.clinics)
  if (clinicIds !== 'all' && clinicIds.length === 0) {
    throw forbidden(
      'This token names no clinic of this installation. Its claim clinic_id must hold the id of one, several, or *.',
    )
  }
  const who = JSON.stringify([token.issuer, token.subject, token.clientId])
  return {
    kind: 'key',
    id: token.subject,
    name: token.subject.slice(0, MAX_NAME_LENGTH),
    permissions: new Set(expandScopes(token.scopes)),
    clinicIds,
    principal: `token:${createHash('sha256').update(who).digest('base64url')}`,
  }
}
