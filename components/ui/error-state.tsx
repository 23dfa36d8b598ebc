'use client'

import { Button } from '@heroui/react'
import { RotateCw, Unplug } from 'lucide-react'
import { ApiError } from '#lib/api/fetch.ts'

interface ErrorStateProps {
  /** What could not be done: "The conversations could not be loaded". */
  what: string
  error: unknown
  /** What is safe: "Nothing was sent or changed". */
  safe?: string
  onRetry?: () => void
}

/** What happened, what is safe, and the way to try again. Keeps the place of the content it stands for. */
export function ErrorState({ what, error, safe = 'Nothing was changed.', onRetry }: ErrorStateProps) {
  return (
    <div
      role="alert"
      className="flex flex-1 flex-col items-center justify-center gap-2 px-6 py-14 text-center"
    >
      <Unplug aria-hidden="true" className="size-6 text-ink-faint" strokeWidth={1.5} />
      <p className="font-medium">{what}</p>
      <p className="max-w-96 text-muted">
        {errorMessage(error)} {safe}
      </p>
      {onRetry !== undefined && (
        <Button variant="outline" className="mt-2" onPress={onRetry}>
          <RotateCw aria-hidden="true" /> Try again
        </Button>
      )}
    </div>
  )
}

/** The server's own sentence where there is one; never a code, never a stack. */
export function errorMessage(error: unknown): string {
  return error instanceof ApiError ? error.message : 'Something on this page failed.'
}
