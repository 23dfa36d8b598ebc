import { StatusPill } from '../ui/status-pill.tsx'

interface PostResultProps {
  hasArrived: boolean
  words: string
  durationMs: number
}

/** What came of a test that was posted to a webhook. */
export function PostResult({ hasArrived, words, durationMs }: PostResultProps) {
  return (
    <p role="status" className="flex flex-wrap items-center gap-2">
      <StatusPill tone={hasArrived ? 'good' : 'bad'}>{hasArrived ? 'arrived' : 'did not arrive'}</StatusPill>
      {words} <span className="text-muted">{durationMs} ms</span>
    </p>
  )
}
