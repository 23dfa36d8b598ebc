'use client'

import { type RefObject, useEffect, useRef } from 'react'

/** So far before its end a list asks for more. */
const MARGIN = '400px'

/** A mark for the end of a list: calls back when it comes near the visible part, and again each time `key` changes. */
export function useNearEnd(key: unknown, onNear: () => void): RefObject<HTMLDivElement | null> {
  const mark = useRef<HTMLDivElement>(null)
  const latest = useRef(onNear)
  useEffect(() => {
    latest.current = onNear
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a longer list is looked at anew
  useEffect(() => {
    if (mark.current === null) return
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && latest.current(),
      { rootMargin: MARGIN },
    )
    observer.observe(mark.current)
    return () => observer.disconnect()
  }, [key])
  return mark
}
