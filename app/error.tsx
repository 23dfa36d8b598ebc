'use client'

import { BrokenPage } from '#components/ui/broken-page.tsx'

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  return (
    <main className="flex min-h-dvh flex-col">
      <BrokenPage error={error} onRetry={reset} />
    </main>
  )
}
