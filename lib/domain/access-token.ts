/** What an access token says that the configured issuer signed for this installation (RFC 9068). */
export interface AccessToken {
  issuer: string
  /** Whom it was issued for: a person, or a client of its own. */
  subject: string
  /** The client that got it; null when the issuer does not say. */
  clientId: string | null
  scopes: readonly string[]
  /** Ids of clinics, from the claim `clinic_id`, or all of them, from `*`. */
  clinics: 'all' | readonly string[]
  /** Epoch ms. */
  expiresAt: number
}

/** Whose tokens are believed. */
export interface TokenIssuer {
  /** Exactly as tokens name it. */
  issuer: string
  /** Where its public keys are (RFC 7517). */
  jwksUrl: string
  /** What tokens must be for. */
  audience: string
}

export interface AccessTokenVerifier {
  readonly issuer: string
  /**
   * What the token says, or null for one that is forged, expired at `now` (epoch ms, system clock), of another issuer or for
   * somebody else. Throws `unavailable` while the issuer's keys cannot be fetched.
   */
  verify(token: string, now: number): Promise<AccessToken | null>
}
