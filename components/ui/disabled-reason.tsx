'use client'

import { Tooltip } from '@heroui/react'
import { type ReactNode, useId } from 'react'

const TOOLTIP_DELAY_MS = 400
const TOOLTIP_CLOSE_MS = 80

/**
 * Says why the disabled control inside cannot be used: in a tooltip, and to screen readers. For buttons use
 * `ActionButton`, which does the same by itself. Without a reason it adds nothing.
 */
export function DisabledReason({ reason, children }: { reason?: string | null; children: ReactNode }) {
  const id = useId()
  if (reason === undefined || reason === null) return children
  return (
    <Tooltip delay={TOOLTIP_DELAY_MS} closeDelay={TOOLTIP_CLOSE_MS}>
      <Tooltip.Trigger aria-describedby={id} className="w-fit cursor-not-allowed">
        {children}
        <span id={id} hidden>
          {reason}
        </span>
      </Tooltip.Trigger>
      <Tooltip.Content>{reason}</Tooltip.Content>
    </Tooltip>
  )
}
