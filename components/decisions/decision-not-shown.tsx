import { ApiError } from '#lib/api/fetch.ts'
import { ErrorState } from '../ui/error-state.tsx'

interface DecisionNotShownProps {
  error: unknown
  onRetry: () => void
}

/** Says whether there is nothing to show, which trying again does not change, or whether it failed. */
export function DecisionNotShown({ error, onRetry }: DecisionNotShownProps) {
  const isGone = error instanceof ApiError && error.status === 404
  return (
    <ErrorState
      what={isGone ? 'There is no such text or visit here.' : 'This could not be loaded.'}
      error={error}
      safe={isGone ? 'Old texts are removed after a time.' : 'Nothing was changed.'}
      onRetry={isGone ? undefined : onRetry}
    />
  )
}
