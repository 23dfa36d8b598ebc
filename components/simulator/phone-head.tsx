'use client'

import { Button } from '@heroui/react'
import { X } from 'lucide-react'

interface PhoneHeadProps {
  name: string
  detail: string
  onRemove: () => void
  children?: React.ReactNode
}

/** Whose phone it is, and the way to put it away. */
export function PhoneHead({ name, detail, onRemove, children }: PhoneHeadProps) {
  return (
    <header className="flex items-center gap-2 ps-1">
      <div className="flex min-w-0 flex-1 flex-col">
        <h2 className="flex items-baseline gap-2">
          <span className="truncate font-semibold">{name}</span>
          <span className="truncate text-xs font-normal text-muted">{detail}</span>
        </h2>
        {children}
      </div>
      <Button variant="ghost" size="sm" isIconOnly aria-label={`Put ${name}’s phone away`} onPress={onRemove}>
        <X aria-hidden="true" />
      </Button>
    </header>
  )
}
