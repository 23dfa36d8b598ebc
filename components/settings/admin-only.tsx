import { Lock } from 'lucide-react'
import { EmptyState } from '../ui/empty-state.tsx'

/** Stands where a login may not even look, and says why. */
export function AdminOnly({ what }: { what: string }) {
  return (
    <EmptyState
      icon={Lock}
      title={`Only an administrator sees ${what}`}
      hint="Ask one of your clinic. Your own work does not need them."
    />
  )
}
