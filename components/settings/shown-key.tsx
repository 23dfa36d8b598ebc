import type { CreatedApiKeyView } from '#lib/domain/staff/schema.ts'
import { ShownOnce } from '../ui/shown-once.tsx'

export const SHOWN_ONCE =
  'It is shown this once. Only a fingerprint of it is kept, so nobody can read it later.'

/** A key that was made just now, and how a program sends it. */
export function ShownKey({ made, onClose }: { made: CreatedApiKeyView; onClose: () => void }) {
  return (
    <ShownOnce value={made.key} what="the key" onClose={onClose}>
      Programs send it with each request:{' '}
      <code className="font-mono text-xs">Authorization: Bearer {made.prefix}…</code>. If it gets lost, revoke
      it and make another one.
    </ShownOnce>
  )
}
