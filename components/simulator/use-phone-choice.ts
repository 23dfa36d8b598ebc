'use client'

import { useEffect } from 'react'
import type { SimulatorPhone } from '#lib/domain/messaging/simulator-schema.ts'
import { useUrlState } from '../ui/use-url-state.ts'

/** How many phones stand there before anybody chose. */
const FIRST_PHONES = 3
const SEPARATOR = '.'
const UUID = /^[0-9a-f-]{36}$/i
/** What the address says when every phone was put away. */
const NONE = 'none'

/**
 * Whose phones are shown, by patient, in the address. The first choice is the latest few; it is kept there at once,
 * because the latest change with every text and phones must not jump about.
 */
export function usePhoneChoice(latest: readonly SimulatorPhone[] | undefined) {
  const url = useUrlState()
  const asked = url.get('phones')
  const patientIds = (asked ?? '').split(SEPARATOR).filter((id) => UUID.test(id))
  const write = (ids: readonly string[]) =>
    url.replace({ phones: ids.length === 0 ? NONE : ids.join(SEPARATOR) })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address and the list decide, `write` is made anew each time
  useEffect(() => {
    if (asked !== undefined || latest === undefined || latest.length === 0) return
    write(latest.slice(0, FIRST_PHONES).map((phone) => phone.patient.id))
  }, [asked, latest])
  return {
    patientIds,
    add: (id: string) => {
      if (!patientIds.includes(id)) write([...patientIds, id])
    },
    remove: (id: string) => write(patientIds.filter((shown) => shown !== id)),
  }
}
