import { errorMessage } from './error-state.tsx'

/** Why the last try failed, above the buttons of a dialog. Nothing while there is no error. */
export function InlineError({ error }: { error: unknown }) {
  if (error === undefined || error === null) return null
  return (
    <p role="alert" className="rounded-lg bg-danger-soft px-3 py-2 text-danger-ink">
      {errorMessage(error)}
    </p>
  )
}
