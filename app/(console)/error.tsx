'use client'

import { BrokenPage } from '#components/ui/broken-page.tsx'

export default function ConsoleErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  return <BrokenPage error={error} onRetry={reset} />
}
