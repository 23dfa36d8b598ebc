'use client'

import { SearchField } from '@heroui/react'
import { useEffect, useState } from 'react'

const SEARCH_AFTER_MS = 250

interface SearchBoxProps {
  label: string
  placeholder: string
  value: string
  /** Called after a pause in typing, without spaces at the ends. */
  onChange: (q: string) => void
  className?: string
}

/** A search that waits for a pause in typing before the address, and with it the list, changes. */
export function SearchBox({ label, placeholder, value, onChange, className }: SearchBoxProps) {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  useEffect(() => {
    if (text.trim() === value) return
    const timer = setTimeout(() => onChange(text.trim()), SEARCH_AFTER_MS)
    return () => clearTimeout(timer)
  }, [text, value, onChange])
  return (
    <SearchField aria-label={label} value={text} onChange={setText} className={className}>
      <SearchField.Group>
        <SearchField.SearchIcon />
        <SearchField.Input placeholder={placeholder} />
        <SearchField.ClearButton />
      </SearchField.Group>
    </SearchField>
  )
}
