'use client'

import { Button, Drawer } from '@heroui/react'
import { X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useIsWide } from './use-is-wide.ts'

interface SidePanelProps {
  /** What it is about, for screen readers and as its head. */
  title: string
  /** Another id is another subject: focus moves in again. */
  subjectId: string
  /** `lg` where it holds a drawing. */
  size?: 'md' | 'lg'
  /** Whether a new subject leaves focus where it is: somebody steps through the list beside it. */
  isFocusKept?: boolean
  onClose: () => void
  children: ReactNode
}

/**
 * Details beside the content, which stays usable; a sheet where there is no room. Escape closes it and focus returns to
 * what it was opened from.
 */
export function SidePanel(props: SidePanelProps) {
  return useIsWide() ? <Aside {...props} /> : <Sheet {...props} />
}

const WIDTHS = { md: 'w-80 xl:w-88', lg: 'w-96 xl:w-104' } as const

function Aside({ title, subjectId, size = 'md', isFocusKept = false, onClose, children }: SidePanelProps) {
  const panel = useRef<HTMLElement>(null)
  const opener = useRef<Element>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new subject is what moves focus in
  useEffect(() => {
    if (isFocusKept || panel.current?.contains(document.activeElement)) return
    opener.current = document.activeElement
    panel.current?.focus()
  }, [subjectId])
  useEffect(
    () => () => {
      if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus()
    },
    [],
  )
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose()
      }}
      className={`flex shrink-0 flex-col overflow-y-auto border-s border-border outline-none ${WIDTHS[size]}`}
    >
      <header className="flex min-h-header shrink-0 items-center gap-2 border-b border-border px-4">
        <h2 className="truncate text-base font-semibold">{title}</h2>
        <Button variant="ghost" size="sm" isIconOnly aria-label="Close" className="ms-auto" onPress={onClose}>
          <X aria-hidden="true" />
        </Button>
      </header>
      <div className="flex flex-col gap-5 p-4">{children}</div>
    </aside>
  )
}

function Sheet({ title, onClose, children }: SidePanelProps) {
  return (
    <Drawer.Backdrop isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Drawer.Content placement="bottom">
        <Drawer.Dialog aria-label={title} className="max-h-[85dvh] gap-4 overflow-y-auto p-5">
          <Drawer.CloseTrigger aria-label="Close" />
          <Drawer.Heading className="pe-8 text-base font-semibold">{title}</Drawer.Heading>
          <div className="flex flex-col gap-5">{children}</div>
        </Drawer.Dialog>
      </Drawer.Content>
    </Drawer.Backdrop>
  )
}
