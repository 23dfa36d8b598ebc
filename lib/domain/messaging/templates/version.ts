import type { Language } from '../language.ts'

/** FNV-1a, 32 bits: tells two wordings apart, and promises no more. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}

/**
 * The name of a wording, stored with each text that was made of it: `offer/en#2` is the clinic's second wording,
 * `offer/en@service#1` that of a service type, `offer/en#default-1a2b3c4d` the product's own, which may change with a release.
 */
export function textVersion(wording: {
  key: string
  language: Language
  scope: 'default' | 'clinic' | 'service_type'
  version: number
  text: string
}): string {
  const { key, language, scope, version, text } = wording
  if (scope === 'default') return `${key}/${language}#default-${fingerprint(text)}`
  return `${key}/${language}${scope === 'service_type' ? '@service' : ''}#${version}`
}
