'use client'

import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react'
import { meQuery } from '#lib/api/session.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'

const STORAGE_KEY = 'switchboard.clinic'

interface ClinicContextValue {
  clinics: readonly ClinicView[]
  /** The clinic the frame stands in; undefined only until the login is known. */
  clinic: ClinicView | undefined
  choose: (id: string) => void
}

const ClinicContext = createContext<ClinicContextValue>({ clinics: [], clinic: undefined, choose: () => {} })

/** Keeps the chosen clinic for all pages, across reloads. Falls back to the default clinic, then to the first. */
export function ClinicProvider({ children }: { children: ReactNode }) {
  const { data: me } = useQuery(meQuery())
  const [chosenId, setChosenId] = useState<string>()
  useEffect(() => setChosenId(readChoice()), [])
  const value = useMemo(() => {
    const clinics = me?.clinics ?? []
    const fallback = clinics.find((candidate) => candidate.is_default) ?? clinics[0]
    const clinic = clinics.find((candidate) => candidate.id === chosenId) ?? fallback
    const choose = (id: string) => {
      setChosenId(id)
      writeChoice(id)
    }
    return { clinics, clinic, choose }
  }, [me, chosenId])
  return <ClinicContext value={value}>{children}</ClinicContext>
}

/** The clinic of this console: what pages show and where new things are made. */
export const useClinic = () => use(ClinicContext)

function readChoice(): string | undefined {
  try {
    return localStorage.getItem(STORAGE_KEY) ?? undefined
  } catch {
    return undefined
  }
}

function writeChoice(id: string): void {
  try {
    localStorage.setItem(STORAGE_KEY, id)
  } catch {
    // Storage is closed: the choice holds until the page is reloaded.
  }
}
