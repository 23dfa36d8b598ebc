'use client'

import { useEffect } from 'react'
import { ReadyMark } from '../shell/ready-mark.tsx'
import { ErrorState } from './error-state.tsx'

interface BrokenPageProps {
  error: Error & { digest?: string }
  onRetry: () => void
}

/** A page that failed while drawing itself. The reference is what the server logged it under. */
export function BrokenPage({ error, onRetry }: BrokenPageProps) {
  useEffect(() => console.error(error), [error])
  const reference = error.digest === undefined ? '' : ` Reference for support: ${error.digest}.`
  return (
    <>
      <ErrorState
        what="This page could not be shown."
        error={error}
        safe={`Nothing was sent or changed by it.${reference}`}
        onRetry={onRetry}
      />
      <ReadyMark />
    </>
  )
}
