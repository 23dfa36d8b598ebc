import { expect, type Page } from '@playwright/test'
import { type Desk, ready } from './desk.ts'

interface Slot {
  provider_id: string
  starts_at: string
}

export const thread = (page: Page) => page.getByRole('log', { name: 'Texts and events' })
/** Two texts of one thread can say the same; the newest counts. */
export const text = (page: Page, words: string | RegExp) => thread(page).getByText(words).last()

/** Answers in the patient's place, on the simulated phone of the open conversation. */
export async function answer(page: Page, words: string): Promise<void> {
  await page.getByRole('button', { name: 'Simulate reply' }).click()
  const phone = page.getByRole('dialog')
  await phone.getByRole('textbox', { name: 'Text message, as the patient' }).fill(words)
  await phone.getByRole('button', { name: 'Send as the patient' }).click()
  await expect(phone.getByText(words, { exact: true }).last()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(phone).toBeHidden()
}

/** Offers the best three free times over the API and opens the thread. */
export async function openOffered(
  page: Page,
  desk: Desk,
  fields: { patient_id?: string; is_shared?: boolean; slots?: Slot[] } = {},
) {
  const { suggested } = await desk.api.get<{ suggested: Slot[] }>(
    `/api/slots?clinic_id=${desk.clinic.id}&service_type_id=${desk.service.id}`,
  )
  const sent = await desk.api.post<{ conversation: { id: string } }>('/api/offers', {
    clinic_id: desk.clinic.id,
    patient_id: desk.patient.id,
    service_type_id: desk.service.id,
    slots: suggested.map(({ provider_id, starts_at }) => ({ provider_id, starts_at })),
    ...fields,
  })
  await page.goto(`/conversations/${sent.conversation.id}`)
  await ready(page)
  return {
    id: sent.conversation.id,
    slots: suggested.map(({ provider_id, starts_at }) => ({ provider_id, starts_at })),
  }
}
