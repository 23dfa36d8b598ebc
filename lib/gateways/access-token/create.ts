import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose'
import type { AccessToken, AccessTokenVerifier, TokenIssuer } from '#lib/domain/access-token.ts'
import { SwitchboardError } from '#lib/domain/errors.ts'
import { errorFields, logger } from '#lib/logger.ts'

/** Asymmetric ones only: with a shared secret whoever checks a token could make one, and `none` is no signature. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA']
/** Between the issuer's clock and ours. */
const CLOCK_TOLERANCE_SECONDS = 30
const KEYS_TIMEOUT_MS = 5_000
/** Keys are fetched again at most this often when a token names one that is not known, and at least this often anyway. */
const KEYS_COOLDOWN_MS = 30_000
const KEYS_MAX_AGE_MS = 10 * 60_000
const RETRY_SECONDS = 5
const MS_PER_SECOND = 1_000

/** What is wrong with the token itself, as against not being able to tell. */
const REFUSALS: readonly string[] = [
  errors.JWTExpired.code,
  errors.JWTClaimValidationFailed.code,
  errors.JWTInvalid.code,
  errors.JWSInvalid.code,
  errors.JWSSignatureVerificationFailed.code,
  errors.JOSEAlgNotAllowed.code,
  errors.JOSENotSupported.code,
  errors.JWKSNoMatchingKey.code,
  errors.JWKSMultipleMatchingKeys.code,
]

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const texts = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).filter(isText)

/** `scope` of RFC 9068, or `scp`, as some issuers call it. */
const scopesOf = ({ scope, scp }: JWTPayload): string[] =>
  [...texts(scope), ...texts(scp)].flatMap((text) => text.split(' ').filter(Boolean))

function clinicsOf({ clinic_id: claim }: JWTPayload): AccessToken['clinics'] {
  const clinics = texts(claim)
  return clinics.includes('*') ? 'all' : clinics
}

function read(payload: JWTPayload, issuer: string): AccessToken | null {
  const clientId = [payload.client_id, payload.azp].find(isText) ?? null
  const subject = isText(payload.sub) ? payload.sub : clientId
  if (subject === null || payload.exp === undefined) return null
  const expiresAt = payload.exp * MS_PER_SECOND
  return { issuer, subject, clientId, scopes: scopesOf(payload), clinics: clinicsOf(payload), expiresAt }
}

/**
 * Checks access tokens by the issuer's published keys: signature, issuer, audience and expiry, with the algorithm pinned
 * (RFC 8725). Keys are kept in memory and fetched again when a token names an unknown one.
 */
export function createAccessTokenVerifier({ issuer, jwksUrl, audience }: TokenIssuer): AccessTokenVerifier {
  const keys = createRemoteJWKSet(new URL(jwksUrl), {
    timeoutDuration: KEYS_TIMEOUT_MS,
    cooldownDuration: KEYS_COOLDOWN_MS,
    cacheMaxAge: KEYS_MAX_AGE_MS,
  })
  return {
    issuer,
    async verify(token, now) {
      try {
        const { payload } = await jwtVerify(token, keys, {
          issuer,
          audience,
          algorithms: ALGORITHMS,
          requiredClaims: ['exp'],
          clockTolerance: CLOCK_TOLERANCE_SECONDS,
          currentDate: new Date(now),
        })
        return read(payload, issuer)
      } catch (error) {
        if (error instanceof errors.JOSEError && REFUSALS.includes(error.code)) return null
        logger.error(errorFields(error), 'the keys of the token issuer cannot be fetched')
        const words =
          'The keys that access tokens are checked with cannot be fetched. Please try again in a moment.'
        throw new SwitchboardError('unavailable', words, { retryAfterSeconds: RETRY_SECONDS })
      }
    },
  }
}
