'use client'

import { useEffect, useRef } from 'react'

const TYPING = 'input, textarea, select, [contenteditable="true"]'
/** React Aria gives toasts the role of an alert dialog; they ask for nothing and stop nothing. */
const OVERLAY =
  '[role="dialog"], [role="alertdialog"]:not([data-slot="toast"]), [role="menu"], [role="listbox"]'

/**
 * Calls back on one key. A plain letter is ignored while someone types or a dialog is open; `mod+k` (Cmd or Ctrl) works
 * everywhere. `undefined` switches it off.
 */
export function useShortcut(shortcut: string | undefined, onPress: () => void): void {
  const latest = useRef(onPress)
  useEffect(() => {
    latest.current = onPress
  })
  useEffect(() => {
    if (shortcut === undefined) return
    const wantsMod = shortcut.startsWith('mod+')
    const key = (wantsMod ? shortcut.slice(4) : shortcut).toLowerCase()
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== key || event.defaultPrevented || event.altKey) return
      if (wantsMod !== (event.metaKey || event.ctrlKey)) return
      if (!wantsMod && isBusy(event.target)) return
      event.preventDefault()
      latest.current()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [shortcut])
}

function isBusy(target: EventTarget | null): boolean {
  if (target instanceof Element && target.closest(TYPING) !== null) return true
  return document.querySelector(OVERLAY) !== null
}

/** `⌘K` or `Ctrl K` for `mod+k`, `R` for `r`. */
export function shortcutLabel(shortcut: string): string {
  if (!shortcut.startsWith('mod+')) return shortcut.length === 1 ? shortcut.toUpperCase() : shortcut
  const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)
  return `${isMac ? '⌘' : 'Ctrl\u00a0'}${shortcut.slice(4).toUpperCase()}`
}
