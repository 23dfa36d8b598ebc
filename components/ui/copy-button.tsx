'use client'

import { Button } from '@heroui/react'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'

const SHOWN_MS = 2_000

interface CopyButtonProps {
  text: string
  /** What is copied: "the key". */
  what: string
}

/** Copies a text, and says whether that worked. */
export function CopyButton({ text, what }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  const copy = async () => {
    setState((await writeClipboard(text)) ? 'copied' : 'failed')
    setTimeout(() => setState('idle'), SHOWN_MS)
  }
  const Icon = state === 'copied' ? Check : Copy
  const words = { idle: 'Copy', copied: 'Copied', failed: 'Select it and copy by hand' }[state]
  return (
    <Button variant="outline" size="sm" aria-label={`Copy ${what}`} onPress={() => void copy()}>
      <Icon aria-hidden="true" /> <span aria-live="polite">{words}</span>
    </Button>
  )
}

/** The Clipboard API exists only on https and localhost; the console may run on plain http in a clinic's own network. */
async function writeClipboard(text: string): Promise<boolean> {
  try {
    if (navigator.clipboard !== undefined) {
      await navigator.clipboard.writeText(text)
      return true
    }
    return copyBySelection(text)
  } catch {
    return false
  }
}

function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'fixed top-0 opacity-0'
  // Inside the open dialog, where focus may go.
  const home = document.querySelector('[role="dialog"]') ?? document.body
  home.append(area)
  area.select()
  const isCopied = document.execCommand('copy')
  area.remove()
  return isCopied
}
