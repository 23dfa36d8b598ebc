import type { JsonSchema } from './json-schema.ts'

/** Parameters, headers and security schemes that many operations share (OpenAPI 3.1, 4.8.7). */
export const COMPONENTS: Record<string, Record<string, JsonSchema>> = {
  parameters: {
    IdempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      description:
        'The same key with the same body gets the first answer for 24 hours, and nothing is done twice. Another body under it is 422.',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    },
    IfMatch: {
      name: 'If-Match',
      in: 'header',
      description:
        'The ETag that was read. When it has changed since, the answer is 412 and nothing is written. It may also be sent as `version` in the body.',
      schema: { type: 'string', pattern: '^"\\d+"$' },
      example: '"3"',
    },
  },
  headers: {
    XRequestId: {
      description: 'Under this id the log of the installation has the request.',
      schema: { type: 'string' },
    },
    RateLimit: {
      description: 'What is left: `"default";r=598;t=41` are 598 requests within the next 41 seconds.',
      schema: { type: 'string' },
    },
    RateLimitPolicy: {
      description: 'The limit itself: `"default";q=600;w=60` are 600 requests in 60 seconds.',
      schema: { type: 'string' },
    },
    ETag: {
      description: 'The version, for If-Match.',
      schema: { type: 'string' },
      example: '"3"',
    },
    Link: {
      description: '`<...>; rel="next"`: the next page (RFC 8288). Absent on the last one.',
      schema: { type: 'string' },
    },
  },
  securitySchemes: {
    bearer: {
      type: 'http',
      scheme: 'bearer',
      description:
        'An API key, `sbk_…`. It must carry the scope that is named; `agents:*` covers every `agents:` scope.',
    },
    session: {
      type: 'apiKey',
      in: 'cookie',
      name: 'next-auth.session-token',
      description:
        'A person who is signed in. Writes must come from the console’s own pages (Origin). Over https the cookie is named `__Host-next-auth.session-token`.',
    },
    carrierSignature: {
      type: 'apiKey',
      in: 'header',
      name: 'X-Twilio-Signature',
      description: 'The carrier’s signature over the address that it calls and the fields that it sends.',
    },
  },
}
