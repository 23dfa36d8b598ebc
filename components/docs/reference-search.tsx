'use client'

import { type KeyboardEvent, useEffect, useRef, useState } from 'react'

/** Hides what does not have all words; headings stay while something stands under them. Returns how many are left. */
function filter(words: string): number {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  let count = 0
  for (const element of document.querySelectorAll<HTMLElement>('[data-search]')) {
    const isFound = wanted.every((word) => element.dataset.search?.includes(word))
    element.hidden = !isFound
    if (isFound && element.id) count += 1
  }
  for (const group of document.querySelectorAll<HTMLElement>('[data-group]')) {
    group.hidden = group.querySelector('[data-search]:not([hidden])') === null
  }
  return count
}

/** The section that is named so, else the first one left: words stand in many descriptions, a name in one heading. */
function bestMatch(words: string): HTMLElement | undefined {
  const phrase = words.trim().toLowerCase()
  const left = [...document.querySelectorAll<HTMLElement>('section[data-search]:not([hidden])')]
  const isNamedSo = (section: HTMLElement) =>
    section.querySelector('h3')?.textContent.toLowerCase().includes(phrase) ?? false
  return left.find(isNamedSo) ?? left[0]
}

/** Finds operations and shapes by any words; `/` leads here, Enter to the best match. */
export function ReferenceSearch() {
  const input = useRef<HTMLInputElement>(null)
  const [found, setFound] = useState<number>()
  useEffect(() => {
    const focus = (event: globalThis.KeyboardEvent) => {
      if (event.key !== '/' || event.target instanceof HTMLInputElement) return
      event.preventDefault()
      input.current?.focus()
    }
    document.addEventListener('keydown', focus)
    return () => document.removeEventListener('keydown', focus)
  }, [])
  const search = (words: string) => {
    const count = filter(words)
    setFound(words.trim() === '' ? undefined : count)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') {
      event.currentTarget.value = ''
      search('')
    }
    if (event.key === 'Enter') {
      const best = bestMatch(event.currentTarget.value)
      if (best) window.location.hash = best.id
    }
  }
  return (
    <div className="flex flex-col gap-1">
      <input
        ref={input}
        type="search"
        placeholder="Find an operation  /"
        aria-label="Find an operation"
        autoComplete="off"
        spellCheck={false}
        className="w-full rounded-lg border border-border bg-surface px-3 py-1.5 placeholder:text-muted"
        onChange={(event) => search(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <p aria-live="polite" className="px-1 text-xs text-muted">
        {found === undefined ? '' : found === 1 ? '1 found' : `${found} found`}
      </p>
    </div>
  )
}
