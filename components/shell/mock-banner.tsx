'use client'

import { FlaskConical } from 'lucide-react'
import { useMe } from './use-me.ts'

/** On the mock gateway every page says that no text reaches anyone. */
export function MockBanner() {
  const me = useMe()
  if (me?.is_mock_gateway !== true) return null
  return (
    <p
      role="note"
      className="flex shrink-0 items-center justify-center gap-2 border-b border-border bg-[color-mix(in_srgb,var(--warning)_8%,var(--background))] px-4 py-1 text-center text-xs text-warning-ink"
    >
      <FlaskConical aria-hidden="true" className="size-3.5 shrink-0" />
      Mock gateway, nothing leaves this machine
    </p>
  )
}
