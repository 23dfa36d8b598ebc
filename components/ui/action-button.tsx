'use client'

import { Button, type ButtonProps, Kbd, Tooltip } from '@heroui/react'
import { type ReactNode, useId } from 'react'
import { shortcutLabel, useShortcut } from './use-shortcut.ts'

const TOOLTIP_DELAY_MS = 400
const TOOLTIP_CLOSE_MS = 80

interface ActionButtonProps extends Omit<ButtonProps, 'isDisabled' | 'children'> {
  children: ReactNode
  /** Why it cannot be done now. The button then stays in the tab order and says so; null or undefined enables it. */
  disabledReason?: string | null
  /** One key, as in `r` or `mod+enter`; shown in the tooltip and working on the whole page. */
  shortcut?: string
  /** What will happen, when the label does not say it all. */
  hint?: string
}

/** HeroUI's button with the three things every action here has: a key, a hint, and a reason when it is disabled. */
export function ActionButton({
  disabledReason,
  shortcut,
  hint,
  onPress,
  children,
  ...props
}: ActionButtonProps) {
  const reasonId = useId()
  const reason = disabledReason ?? undefined
  const isOff = reason !== undefined
  useShortcut(isOff || props.isPending ? undefined : shortcut, () => onPress?.({} as never))
  const button = (
    <Button
      {...props}
      type={isOff ? 'button' : props.type}
      onPress={isOff ? undefined : onPress}
      aria-disabled={isOff ? 'true' : undefined}
      aria-describedby={isOff ? reasonId : props['aria-describedby']}
      data-reason={isOff ? '' : undefined}
    >
      {children}
    </Button>
  )
  if (!isOff && shortcut === undefined && hint === undefined) return button
  return (
    <>
      <Tooltip delay={TOOLTIP_DELAY_MS} closeDelay={TOOLTIP_CLOSE_MS}>
        {button}
        <Tooltip.Content className="flex items-center gap-2">
          <span>{reason ?? hint ?? props['aria-label'] ?? children}</span>
          {!isOff && shortcut !== undefined && <Kbd>{shortcutLabel(shortcut)}</Kbd>}
        </Tooltip.Content>
      </Tooltip>
      {isOff && (
        <span id={reasonId} hidden>
          {reason}
        </span>
      )}
    </>
  )
}
