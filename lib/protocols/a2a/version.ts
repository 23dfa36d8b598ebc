import { VersionNotSupportedError } from '@a2a-js/sdk/errors'

export const WIRE_VERSIONS = ['1.0', '0.3'] as const
export type WireVersion = (typeof WIRE_VERSIONS)[number]

/**
 * Which version a request speaks: by header, else by query (1.0, section 3.6.1). Nothing at all means 0.3, which knew no
 * such header; a patch number says nothing. Throws VersionNotSupportedError.
 */
export function wireVersionOf(request: Request): WireVersion {
  const asked =
    request.headers.get('a2a-version')?.trim() || new URL(request.url).searchParams.get('A2A-Version')?.trim()
  if (!asked) return '0.3'
  const short = /^(\d+\.\d+)(\.\d+)?$/.exec(asked)?.[1]
  const known = WIRE_VERSIONS.find((version) => version === short)
  if (known) return known
  throw new VersionNotSupportedError(
    `This version of A2A is not spoken here. Speak ${WIRE_VERSIONS.join(' or ')}.`,
  )
}
