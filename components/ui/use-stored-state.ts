'use client'

import { useEffect, useState } from 'react'

/**
 * A string that survives reloads and failures of this page: kept for this tab alone under `key` until it is empty (front-desk computers
 * are shared, and the text may name a patient; signing out clears it). Nothing
 * is kept when storage is closed. A changed key loads the other text.
 */
export function useStoredState(key: string): [string, (value: string) => void] {
  const [state, setState] = useState({ key, value: '' })
  useEffect(() => {
    setState({ key, value: read(key) })
  }, [key])
  const set = (value: string) => {
    setState({ key, value })
    write(key, value)
  }
  return [state.key === key ? state.value : '', set]
}

function read(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? ''
  } catch {
    return ''
  }
}

function write(key: string, value: string): void {
  try {
    if (value === '') sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, value)
  } catch {
    // Storage is closed or full: the text lives on in the page alone.
  }
}
