const TONES: Record<string, string> = {
  GET: 'bg-info-soft text-info-ink',
  DELETE: 'bg-danger-soft text-danger-ink',
  POST: 'bg-success-soft text-success-ink',
}

/** The method, the same width in every line of a list. */
export function MethodMark({ method }: { method: string }) {
  const tone = TONES[method] ?? 'bg-warning-soft text-warning-ink'
  return (
    <span
      className={`w-13 shrink-0 rounded px-1 text-center font-mono text-2xs leading-5 font-medium ${tone}`}
    >
      {method}
    </span>
  )
}
