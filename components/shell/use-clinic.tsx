'use client'

import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useMemo, useState } from 'react'
import { meQuery } from '#lib/api/session.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { CLINIC_COOKIE } from './clinic-cookie.ts'

const ONE_YEAR_S = 365 * 24 * 3600

interface ClinicContextValue {
  clinics: readonly ClinicView[]
  /** The clinic the frame stands in; undefined only until the login is known. */
  clinic: ClinicView | undefined
  choose: (id: string) => void
}

const ClinicContext = createContext<ClinicContextValue>({ clinics: [], clinic: undefined, choose: () => {} })

/** Keeps the chosen clinic for all pages, across reloads. Falls back to the default clinic, then to the first. */
export function ClinicProvider({
  initialId,
  children,
}: {
  initialId: string | undefined
  children: ReactNode
}) {
  const { data: me } = useQuery(meQuery())
  const [chosenId, setChosenId] = useState(initialId)
  const value = useMemo(() => {
    const clinics = me?.clinics ?? []
    const fallback = clinics.find((candidate) => candidate.is_default) ?? clinics[0]
    const clinic = clinics.find((candidate) => candidate.id === chosenId) ?? fallback
    const choose = (id: string) => {
      setChosenId(id)
      rememberClinic(id)
    }
    return { clinics, clinic, choose }
  }, [me, chosenId])
  return <ClinicContext value={value}>{children}</ClinicContext>
}

/** The clinic of this console: what pages show and where new things are made. */
export const useClinic = () => use(ClinicContext)

function rememberClinic(id: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on plain http
  document.cookie = `${CLINIC_COOKIE}=${encodeURIComponent(id)}; path=/; max-age=${ONE_YEAR_S}; samesite=lax`
}
