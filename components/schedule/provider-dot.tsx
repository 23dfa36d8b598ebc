'use client'

import { useQuery } from '@tanstack/react-query'
import type { CSSProperties } from 'react'
import { providersQuery } from '#lib/api/providers.ts'
import { useClinic } from '../shell/use-clinic.tsx'

/** Far enough apart to tell columns apart; red is left out, it means danger. */
const HUES = [185, 290, 60, 250, 130, 340, 95, 220]

/**
 * The hue of each provider of the clinic, as the variable `--hue`. By the order in which they were added (their ids grow
 * with time), so that neighbours differ and nobody's colour changes when another one comes.
 */
export function useHueStyle(): (providerId: string) => CSSProperties {
  const { clinic } = useClinic()
  const { data } = useQuery(providersQuery(clinic?.id))
  const inOrder = (data ?? []).map(({ id }) => id).sort()
  return (providerId) => {
    const place = inOrder.indexOf(providerId)
    const isKnown = place !== -1
    return {
      '--hue': isKnown ? HUES[place % HUES.length] : 0,
      '--chroma': isKnown ? 0.12 : 0,
    } as CSSProperties
  }
}

/** The provider's colour as a dot, the same on every screen; always beside the name. */
export function ProviderDot({ id }: { id: string }) {
  const hueStyle = useHueStyle()
  return (
    <span
      aria-hidden="true"
      style={hueStyle(id)}
      className="inline-block size-[7px] shrink-0 rounded-full bg-[oklch(0.55_var(--chroma)_var(--hue))]"
    />
  )
}
