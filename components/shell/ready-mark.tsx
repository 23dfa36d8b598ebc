'use client'

import { useEffect } from 'react'

/**
 * Sets `html[data-ready]` once the page answers to clicks. It sits inside the page, not the frame, because React
 * hydrates the frame first; browser tests wait for it.
 */
export function ReadyMark() {
  useEffect(() => {
    document.documentElement.dataset.ready = 'true'
  }, [])
  return null
}
